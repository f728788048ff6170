package sparkify.model.registry;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkify.common.OperatorError;
import sparkify.lake.fs.LakeFileSystem;

/**
 * The pointer to the current version: a folder of numbered files, of which the highest number is
 * valid. A change renames a file to the next number, which only one writer can do; the lower
 * numbers are the history.
 */
final class CurrentVersion {
  private static final Pattern NAME = Pattern.compile("\\d{20}\\.json");

  private final LakeFileSystem files;
  private final Path folder;

  /**
   * The content of one file.
   *
   * @param id a random id, by which a writer recognises its own file
   */
  record Pointer(String version, Instant since, String id) {}

  CurrentVersion(LakeFileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** The current version, if there is one. */
  Optional<String> read() throws IOException {
    return versionAt(newest());
  }

  /** Whether {@code version} is or has been the current one. */
  boolean everWas(String version) throws IOException {
    for (long number = newest(); number > 0; number--) {
      if (pointer(number).version().equals(version)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes {@code version} the current one, provided that {@code expected} is current now.
   *
   * @param temporary path of a file to write first; no file is left there
   * @return whether {@code version} is current now; false when another writer was faster
   */
  boolean compareAndSet(Optional<String> expected, String version, Instant now, Path temporary)
      throws IOException {
    files.mkdirs(folder);
    long newest = newest();
    if (!versionAt(newest).equals(expected)) {
      return false;
    }
    Pointer pointer = new Pointer(version, now, UUID.randomUUID().toString());
    files.writeDurably(temporary, CardFile.write(pointer));
    try {
      files.rename(temporary, at(newest + 1));
      return true;
    } catch (IOException e) {
      // The rename was refused, or its response was lost: the file at this number tells which.
      if (!files.exists(at(newest + 1))) {
        throw e;
      }
      return pointer(newest + 1).id().equals(pointer.id());
    } finally {
      files.delete(temporary);
    }
  }

  private Optional<String> versionAt(long number) throws IOException {
    return number == 0 ? Optional.empty() : Optional.of(pointer(number).version());
  }

  private long newest() throws IOException {
    return files.list(folder).stream()
        .map(FileStatus::getPath)
        .map(Path::getName)
        .filter(n -> NAME.matcher(n).matches())
        .mapToLong(n -> Long.parseLong(n.substring(0, 20)))
        .max()
        .orElse(0);
  }

  private Pointer pointer(long number) throws IOException {
    Path path = at(number);
    try {
      return CardFile.read(files.read(path), Pointer.class);
    } catch (JacksonException e) {
      throw new OperatorError("Cannot read " + path + ": " + e.getOriginalMessage(), e);
    }
  }

  private Path at(long number) {
    return new Path(folder, "%020d.json".formatted(number));
  }
}
