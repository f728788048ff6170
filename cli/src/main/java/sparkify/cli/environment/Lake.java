package sparkify.cli.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.TablePaths;
import sparkify.streaming.StopRequest;

/** What commands ask of a dataset's lake. */
public final class Lake {
  private final LakeFileSystem files;
  private final Feed feed;
  private final TablePaths paths;

  private Lake(LakeFileSystem files, Feed feed) {
    this.files = files;
    this.feed = feed;
    this.paths = new TablePaths(files, feed.table());
  }

  /** The lake of the dataset in force. */
  public static Lake of(Settings settings, Configuration configuration) {
    try {
      return new Lake(
          LakeFileSystem.open(settings.dataset().lake(), configuration),
          Feed.events(settings.dataset(), settings.event()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot open the lake " + settings.dataset().lake() + ": " + e.getMessage(), e);
    }
  }

  /** The lake as a file system. */
  public LakeFileSystem files() {
    return files;
  }

  /** The feed of events. */
  public Feed feed() {
    return feed;
  }

  /** Everything committed so far. */
  public LogState state() {
    try {
      return new CommitLog(paths).read();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the commit log " + paths.commits() + ": " + e.getMessage(), e);
    }
  }

  /** Whether bare readers see all of {@code state}. */
  public boolean isPublished(LogState state) {
    try {
      Manifest newest = state.last();
      return newest == null || new CommitLog(paths).isPublished(newest);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for the files of " + paths.root(), e);
    }
  }

  /**
   * Refuses to go on where nothing has landed.
   *
   * @throws OperatorError when no table of the lake has rows, or HDFS does not answer
   */
  public void requireTable() {
    try {
      for (FileStatus table : files.list(files.root())) {
        if (files.list(table.getPath()).stream().anyMatch(Lake::isData)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot read the lake " + root() + ": " + RootCause.message(e) + "; is the NameNode up?",
          e);
    }
    throw new OperatorError(
        "Cannot open the lake "
            + root()
            + ": nothing has landed in it; ./deploy.sh demo or ./deploy.sh stream does that");
  }

  /** A file of rows, or a folder named by a column's value. */
  private static boolean isData(FileStatus child) {
    String name = child.getPath().getName();
    return !name.startsWith("_") && (name.contains("=") || name.endsWith(".parquet"));
  }

  /** Whether {@code application} has opened the feed and nobody after it. */
  public boolean isHeldBy(String application) {
    Manifest.Writer holder = state().holder();
    return holder != null && holder.application().equals(application);
  }

  /** A request that {@code application} ends. */
  public StopRequest stopRequest(String application) {
    return new StopRequest(files, paths.stopRequest(application));
  }

  /** Where the table of events lies, as a full address. */
  public Path events() {
    return paths.root();
  }

  /** Where the lake lies, as a full address. */
  public Path root() {
    return files.root();
  }
}
