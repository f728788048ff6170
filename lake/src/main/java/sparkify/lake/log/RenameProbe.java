package sparkify.lake.log;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;
import sparkify.common.Incident;
import sparkify.lake.fs.LakeFileSystem;

/**
 * Finds out, before anything lands, whether staged files can be published: whether a file of the
 * staging folder can be renamed into the folders that files are published in.
 *
 * <p>Each driver uses names of its own, so drivers may probe at once. What a killed one left is
 * deleted by the next to probe: the first thing that a probe creates, and the last that it deletes,
 * is a folder in staging, whose name says which names it uses elsewhere.
 */
public final class RenameProbe {
  private static final String PREFIX = ".probe-";

  private final TablePaths paths;
  private final LakeFileSystem files;
  private final Driver driver;
  private final List<Path> folders;

  /**
   * @param folders where files of the table are published, relative to the lake's folder
   */
  public RenameProbe(TablePaths paths, Driver driver, List<String> folders) {
    this.paths = paths;
    this.files = paths.files();
    this.driver = driver;
    this.folders = folders.stream().map(files::at).toList();
  }

  /**
   * Creates the folders if they are missing, and probes each of them.
   *
   * @throws StopForGood when the file system refuses to rename from the staging folder to one of
   *     them
   */
  public void run() throws IOException {
    deleteLeftovers();
    Path own =
        new Path(
            paths.staging(), "%s%d-%s".formatted(PREFIX, driver.attempt(), driver.application()));
    Path file = new Path(own, "file");
    files.touch(file);
    try {
      for (Path folder : folders) {
        if (!files.exists(folder)) {
          files.mkdirs(folder); // Refused by viewfs for a folder that is itself a mount.
        }
        probe(file, folder);
      }
    } finally {
      delete(own.getName());
    }
  }

  /** Renames {@code file} into {@code folder} and back. */
  private void probe(Path file, Path folder) throws IOException {
    Path there = new Path(folder, file.getParent().getName());
    try {
      files.rename(file, there);
    } catch (IOException e) {
      requireRefused(e);
      Path aside = file.suffix("-aside");
      files.rename(file, aside); // Throws if the fault is not with the folder.
      renameAgain(aside, there);
    }
    files.rename(there, file);
  }

  private void renameAgain(Path file, Path there) throws IOException {
    try {
      files.rename(file, there);
    } catch (IOException e) {
      requireRefused(e);
      throw new StopForGood(
          Incident.RENAME_REFUSED,
          "Cannot publish files: %s cannot be renamed into %s (%s); keep them in one mount and one encryption zone"
              .formatted(paths.staging(), there.getParent(), firstLine(e)));
    }
  }

  /**
   * Throws {@code e} unless it is how file systems refuse a rename between mounts or encryption
   * zones, for which they have no type. All that retrying or the operator could fix has one.
   */
  private static void requireRefused(IOException e) throws IOException {
    String type = e instanceof RemoteException r ? r.getClassName() : e.getClass().getName();
    if (!type.equals(IOException.class.getName())) {
      throw e;
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private void deleteLeftovers() throws IOException {
    for (FileStatus found : files.list(paths.staging())) {
      String name = found.getPath().getName();
      if (name.startsWith(PREFIX) && hasEnded(name)) {
        delete(name);
      }
    }
  }

  private boolean hasEnded(String name) {
    String application = name.substring(name.indexOf('-', PREFIX.length()) + 1);
    return driver.is(application) || !driver.isRunning().test(application);
  }

  private void delete(String name) throws IOException {
    for (Path folder : folders) {
      files.delete(new Path(folder, name));
    }
    files.delete(new Path(paths.staging(), name));
  }
}
