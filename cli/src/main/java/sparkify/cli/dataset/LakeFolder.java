package sparkify.cli.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Trash;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.TablePaths;

/**
 * The folder that has a dataset's name. Since the name may be any word, the folder may be anything,
 * such as {@code /user}: it is a lake only if it contains what this project writes, and nothing
 * else.
 */
final class LakeFolder {
  private static final Logger log = LoggerFactory.getLogger(LakeFolder.class);
  private static final String MODELS = "models";
  private static final Set<String> PARTS = parts();
  private static final Set<String> MODEL_PARTS = Set.of("churn");
  private static final String NUMBER = "[0-9]".repeat(20);
  private static final String TABLES =
      "{" + String.join(",", FeedCatalogue.names()) + ",scores,tables/*}";

  /**
   * Those of a table, of models, and of an application that found nothing to report on: names that
   * nobody else chooses.
   */
  private static final List<String> SIGNS =
      List.of(
          TABLES + "/_commits/" + NUMBER + ".json",
          TABLES + "/_commits/_checkpoints/" + NUMBER + ".json",
          TABLES + "/_staging/.probe-*-application_*",
          TABLES + "/_staging/*/_owner=application_*",
          "models/churn/_current/" + NUMBER + ".json",
          "models/churn/{_tmp,_dead}-application_*",
          "models/churn/*/model.json",
          "_reports/application_*.{steps,txt}");

  private final LakeFileSystem files;

  LakeFolder(LakeFileSystem files) {
    this.files = files;
  }

  private static Set<String> parts() {
    Set<String> parts = new HashSet<>(FeedCatalogue.names());
    parts.addAll(List.of("rejects", "scores", "tables", MODELS, "_reports"));
    return Set.copyOf(parts);
  }

  Path root() {
    return files.root();
  }

  /** Whether the folder contains anything that only this project writes. */
  boolean hasSign() throws IOException {
    for (String sign : SIGNS) {
      FileStatus[] found = files.fileSystem().globStatus(files.at(sign));
      if (found != null && found.length > 0) {
        return true;
      }
    }
    return false;
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
    if (!hasSign()) {
      throw refused("it is not a lake of this project, because it contains no commit log");
    }
    requireOnly(PARTS, children, "");
    requireOnly(MODEL_PARTS, files.list(files.at(MODELS)), MODELS + "/");
    for (Path path : kept) {
      requireOutside(path);
    }
    ContentSummary size = files.fileSystem().getContentSummary(files.root());
    List<LiveTable> tables = tables();
    return Optional.of(
        new Contents.Lake(
            files.root(),
            tables.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(tables.stream().mapToLong(LiveTable::rows).sum()),
            tables.stream()
                .flatMap(table -> Stream.ofNullable(table.state().topic()))
                .map(Manifest.Topic::id)
                .collect(Collectors.toSet()),
            size.getLength(),
            size.getFileCount(),
            size.getDirectoryCount()));
  }

  private void requireOnly(Set<String> parts, List<FileStatus> children, String above) {
    for (FileStatus child : children) {
      if (!parts.contains(child.getPath().getName())) {
        throw refused(
            "it also contains %s%s, which is no part of a lake; move that elsewhere first"
                .formatted(above, child.getPath().getName()));
      }
    }
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
    return refused(why, null);
  }

  private OperatorError refused(String why, @Nullable Throwable cause) {
    return new OperatorError("Cannot wipe " + files.root() + ": " + why, cause);
  }

  /** The tables of feeds whose logs can be read: a damaged lake can be wiped too. */
  private List<LiveTable> tables() throws IOException {
    List<LiveTable> tables = new ArrayList<>();
    for (String feed : FeedCatalogue.names()) {
      try {
        TablePaths paths = new TablePaths(files, feed);
        if (paths.isTable()) {
          tables.add(new CommitLog(paths).readTable());
        }
      } catch (AccessControlException e) {
        throw e;
      } catch (OperatorError | IOException e) {
        log.warn("Cannot read the commit log of {} in {}", feed, files.root(), e);
      }
    }
    return tables;
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

  /**
   * Moves the lake to the trash; returns where it is now, in words.
   *
   * @throws OperatorError when HDFS refuses, such as for a folder that has snapshots
   */
  String moveToTrash() {
    try {
      if (!Trash.moveToAppropriateTrash(files.fileSystem(), files.root(), files.configuration())) {
        throw refused("HDFS did not move it to the trash");
      }
      return "in the trash " + trash();
    } catch (IOException e) {
      throw refused(RootCause.message(e), e);
    }
  }

  /**
   * Deletes the lake for good; returns that in words.
   *
   * @throws OperatorError when HDFS refuses
   */
  String delete() {
    try {
      files.delete(files.root());
      return "deleted";
    } catch (IOException e) {
      throw refused(RootCause.message(e), e);
    }
  }
}
