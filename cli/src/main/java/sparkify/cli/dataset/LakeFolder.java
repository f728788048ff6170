package sparkify.cli.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Trash;
import sparkify.common.OperatorError;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.TablePaths;

/**
 * The folder that has a dataset's name. Since the name may be any word, the folder may be anything,
 * such as {@code /user}: it is a lake only if it contains what this project writes, and nothing
 * else.
 */
final class LakeFolder {
  private static final Set<String> PARTS =
      Set.of(Feed.EVENTS, "rejects", "scores", "models", "_reports");

  /** Those of a table, of models, and of an application that found nothing to report on. */
  private static final List<String> SIGNS =
      List.of("*/_commits", "*/_staging", "models/churn", "_reports/application_*");

  private final LakeFileSystem files;

  LakeFolder(LakeFileSystem files) {
    this.files = files;
  }

  /**
   * The lake in the folder; empty if there is no folder, or an empty one.
   *
   * @param kept paths that must not be deleted
   * @throws OperatorError when the folder is something else than a lake, or more
   */
  Optional<Contents.Lake> lake(List<Path> kept) throws IOException {
    List<FileStatus> children = files.list(files.root());
    if (children.isEmpty()) {
      return Optional.empty();
    }
    requireSign();
    for (FileStatus child : children) {
      if (!PARTS.contains(child.getPath().getName())) {
        throw refused(
            "it also contains %s, which is no part of a lake; move that elsewhere first"
                .formatted(child.getPath().getName()));
      }
    }
    for (Path path : kept) {
      requireOutside(path);
    }
    ContentSummary size = files.fileSystem().getContentSummary(files.root());
    return Optional.of(
        new Contents.Lake(
            files.root(), rows(), size.getLength(), size.getFileCount(), size.getDirectoryCount()));
  }

  private void requireSign() throws IOException {
    for (String sign : SIGNS) {
      FileStatus[] found = files.fileSystem().globStatus(files.at(sign));
      if (found != null && found.length > 0) {
        return;
      }
    }
    throw refused("it is not a lake of this project, because it contains no commit log");
  }

  private void requireOutside(Path kept) throws IOException {
    Path folder = resolved(files.root());
    for (Path path = resolved(kept); path != null; path = path.getParent()) {
      if (path.equals(folder)) {
        throw refused("it is or contains %s, which must stay".formatted(kept));
      }
    }
  }

  /** The full address on the HDFS that holds it. */
  private Path resolved(Path path) throws IOException {
    FileSystem owner = path.getFileSystem(files.configuration());
    try {
      return owner.resolvePath(path);
    } catch (FileNotFoundException e) {
      return owner.makeQualified(path);
    }
  }

  private OperatorError refused(String why) {
    return new OperatorError("Cannot wipe " + files.root() + ": " + why);
  }

  private OptionalLong rows() throws IOException {
    try {
      TablePaths events = new TablePaths(files, Feed.EVENTS);
      return OptionalLong.of(new CommitLog(events).readTable().rows());
    } catch (OperatorError e) {
      return OptionalLong.empty(); // A damaged lake can be wiped too.
    }
  }

  /** Whether the cluster keeps what is deleted for a while. */
  boolean hasTrash() throws IOException {
    Path folder = files.fileSystem().resolvePath(files.root());
    Configuration configuration = files.configuration();
    FileSystem owner = folder.getFileSystem(configuration);
    return owner.getServerDefaults(folder).getTrashInterval() > 0
        || new Trash(owner, configuration).isEnabled();
  }

  /** The folder of HDFS's trash. */
  Path trash() throws IOException {
    return files.fileSystem().getTrashRoot(files.root());
  }

  void moveToTrash() throws IOException {
    if (!Trash.moveToAppropriateTrash(files.fileSystem(), files.root(), files.configuration())) {
      throw new IOException("Failed to move " + files.root() + " to the trash of HDFS");
    }
  }

  void delete() throws IOException {
    files.delete(files.root());
  }
}
