package sparkify.cli.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LogFollower;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.TablePaths;
import sparkify.streaming.StopRequest;

/** A dataset's lake, as commands see it. */
public final class Lake {
  private final LakeFileSystem files;
  private final Feed feed;
  private final TablePaths paths;
  private final LogFollower log;

  private Lake(LakeFileSystem files, Feed feed) {
    this.files = files;
    this.feed = feed;
    this.paths = new TablePaths(files, feed.table());
    this.log = new LogFollower(new CommitLog(paths));
  }

  /** The lake of the settings' dataset. */
  public static Lake of(Settings settings, Configuration configuration) {
    try {
      return new Lake(LakeFileSystem.open(settings, configuration), Feed.of(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot open the lake " + settings.dataset().lake() + ": " + e.getMessage(), e);
    }
  }

  /** The lake's file system. */
  public LakeFileSystem files() {
    return files;
  }

  /** The feed of the settings. */
  public Feed feed() {
    return feed;
  }

  /** Everything committed so far; each call reads only what is new since the one before. */
  public LogState state() {
    try {
      return log.look();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the commit log " + paths.commits() + ": " + e.getMessage(), e);
    }
  }

  /** The commit log of the feed. */
  public CommitLog commits() {
    return new CommitLog(paths);
  }

  /** Whether readers that only list files see all of {@code state}. */
  public boolean isPublished(LogState state) {
    try {
      Manifest newest = state.last();
      return newest == null || commits().isPublished(newest);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + paths.root(), e);
    }
  }

  /**
   * Requires that the feed's table has commits.
   *
   * @param what what needs them, such as {@code print the history of}
   * @throws OperatorError when it has none, or HDFS does not answer
   */
  public void requireCommits(String what) {
    if (!hasCommits()) {
      throw new OperatorError(
          "Cannot %s %s: it has no commits; run ./deploy.sh stream first, or name another --dataset"
              .formatted(what, table()));
    }
  }

  private boolean hasCommits() {
    try {
      return !commits().isEmpty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Requires that something has landed.
   *
   * @throws OperatorError when no table of the lake has rows, or HDFS does not answer
   */
  public void requireTable() {
    if (tables().isEmpty()) {
      throw new OperatorError(
          "Cannot open the lake "
              + root()
              + ": nothing has landed in it yet; run ./deploy.sh demo or ./deploy.sh stream first");
    }
  }

  /**
   * The feeds that have rows.
   *
   * @throws OperatorError when HDFS does not answer
   */
  public Set<String> landedFeeds() {
    Set<String> landed = tables();
    landed.retainAll(FeedCatalogue.names());
    return landed;
  }

  /** The tables that have rows, at the top of the lake. */
  private Set<String> tables() {
    Set<String> tables = new TreeSet<>();
    try {
      for (FileStatus table : files.list(files.root())) {
        if (files.list(table.getPath()).stream().anyMatch(Lake::isData)) {
          tables.add(table.getPath().getName());
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return tables;
  }

  private OperatorError unreadable(IOException e) {
    return new OperatorError(
        "Cannot read the lake " + root() + ": " + RootCause.message(e) + "; is the NameNode up?",
        e);
  }

  /** Whether it is a Parquet file, or the folder of a partition. */
  private static boolean isData(FileStatus child) {
    String name = child.getPath().getName();
    return !name.startsWith("_") && (name.contains("=") || name.endsWith(".parquet"));
  }

  /** Whether {@code application} was the last to open the feed. */
  public boolean isHeldBy(String application) {
    Manifest.Writer holder = state().holder();
    return holder != null && holder.application().equals(application);
  }

  /** The file that asks {@code application} to stop after its current batch. */
  public StopRequest stopRequest(String application) {
    return new StopRequest(files, paths.stopRequest(application));
  }

  /** The full address of the feed's table. */
  public Path table() {
    return paths.root();
  }

  /** The full address of the lake. */
  public Path root() {
    return files.root();
  }
}
