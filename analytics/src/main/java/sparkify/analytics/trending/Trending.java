package sparkify.analytics.trending;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.FolderFollower;
import sparkify.lake.log.LiveFolders;
import sparkify.lake.log.Manifest.DataFile;

/**
 * Which songs and artists are played most in a window of the events' own time. Counts the rows of
 * the live files, so that it says what any query of the same commit says. A look reads only files
 * that the one before has not read. Not thread-safe.
 */
public final class Trending {
  private static final int TRIES = 5;

  private final String datePrefix;
  private final WindowLength length;
  private final @Nullable Instant at;
  private final int top;
  private final FolderFollower log;
  private final CountedFiles files;
  private long seen = -1;

  /**
   * Prepares to look at a table of events.
   *
   * @param at a time in the window, or null for that of the newest event
   * @param top how many songs and artists a look lists
   */
  public Trending(CommitLog log, WindowLength length, @Nullable Instant at, int top) {
    this.datePrefix = log.paths().table() + "/date=";
    this.length = length;
    this.at = at;
    this.top = top;
    this.log = new FolderFollower(log);
    this.files = new CountedFiles(log.paths(), length.step());
  }

  /**
   * What is trending at the newest commit, or empty if there is none since the last look.
   *
   * @throws OperatorError when a file is missing
   */
  public Optional<Trends> lookAgain() throws IOException {
    return log.look().state().seq() == seen ? Optional.empty() : Optional.of(look());
  }

  /**
   * What is trending at the newest commit.
   *
   * @throws OperatorError when a file is missing
   */
  public Trends look() throws IOException {
    FileNotFoundException missing = new FileNotFoundException();
    for (int i = 0; i < TRIES; i++) {
      try {
        return look(log.look());
      } catch (FileNotFoundException e) {
        missing = e; // Its commit may have been replaced, or be on its way, by now.
      }
    }
    throw new OperatorError("Cannot read what is trending: " + missing.getMessage(), missing);
  }

  private Trends look(LiveFolders table) throws IOException {
    long seq = table.state().seq();
    Instant newest = newest(table);
    Instant time = at == null ? newest : at;
    Trends trends =
        time == null
            ? new Trends(seq, null, null, new Plays(0, 0), List.of(), List.of())
            : look(table, length.holding(time), newest);
    seen = seq;
    return trends;
  }

  private Trends look(LiveFolders table, Window window, @Nullable Instant newest)
      throws IOException {
    Window both = window.withBefore();
    List<String> folders = both.days().map(day -> datePrefix + day).toList();
    files.update(table.files(folders).stream().filter(both::meets).toList(), both);
    Ranking ranking = new Ranking(files.songs(), files.plays(window), files.plays(window.before()));
    return new Trends(
        table.state().seq(),
        window,
        newest,
        ranking.total(),
        ranking.songs(top),
        ranking.artists(top));
  }

  /** From the log alone; the name of a folder says the day of all its rows. */
  private @Nullable Instant newest(LiveFolders table) throws IOException {
    for (String folder : table.folders().descendingSet()) {
      if (folder.startsWith(datePrefix)) {
        OptionalLong time =
            table.files(List.of(folder)).stream().mapToLong(DataFile::maxTime).max();
        if (time.isPresent()) {
          return Instant.ofEpochMilli(time.getAsLong());
        }
      }
    }
    return null;
  }

  /** How many files all looks have read. */
  long filesRead() {
    return files.filesRead();
  }
}
