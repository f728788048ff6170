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
 * Which model is in use: a folder of numbered notes, of which the highest number holds. A change is
 * one rename into the next number, which exactly one writer gets; the notes before it are the
 * history.
 */
final class CurrentModel {
  private static final Pattern NAME = Pattern.compile("\\d{20}\\.json");

  private final LakeFileSystem files;
  private final Path folder;

  /**
   * What a number says.
   *
   * @param id of this note, to tell it from another writer's
   */
  record Note(String version, Instant since, String id) {}

  CurrentModel(LakeFileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  Optional<Note> read() throws IOException {
    long newest = newest();
    return newest == 0 ? Optional.empty() : Optional.of(note(newest));
  }

  /** Whether {@code version} is in use, or was before. */
  boolean everWas(String version) throws IOException {
    for (long number = newest(); number > 0; number--) {
      if (note(number).version().equals(version)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Puts {@code version} in use if {@code expected} still is.
   *
   * @param temporary a file that may be made, and is gone when this returns
   * @return whether it is in use now; false when another writer was faster
   */
  boolean change(String version, Optional<String> expected, Instant now, Path temporary)
      throws IOException {
    files.mkdirs(folder);
    long newest = newest();
    Optional<String> standing =
        newest == 0 ? Optional.empty() : Optional.of(note(newest).version());
    if (!standing.equals(expected)) {
      return false;
    }
    Note note = new Note(version, now, UUID.randomUUID().toString());
    files.writeDurably(temporary, CardFile.write(note));
    try {
      files.rename(temporary, at(newest + 1));
      return true;
    } catch (IOException e) {
      // Refused, or the answer was lost: what stands under the number decides.
      if (!files.exists(at(newest + 1))) {
        throw e;
      }
      return note(newest + 1).id().equals(note.id());
    } finally {
      files.delete(temporary);
    }
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

  private Note note(long number) throws IOException {
    Path path = at(number);
    try {
      return CardFile.read(files.read(path), Note.class);
    } catch (JacksonException e) {
      throw new OperatorError("Cannot read " + path + ": " + e.getOriginalMessage(), e);
    }
  }

  private Path at(long number) {
    return new Path(folder, "%020d.json".formatted(number));
  }
}
