package sparkify.analytics.trending;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import sparkify.common.ParallelTasks;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.TablePaths;
import sparkify.lake.snapshot.FilePlaces;

/**
 * The plays in the files of a table. Files never change, so each is read once as long as it
 * matters.
 */
final class CountedFiles {
  private static final int READERS = 8;
  private static final int FEW_SONGS = 100_000;

  private final TablePaths paths;
  private final PlayReader reader;
  private Map<String, FileCounts> known = new HashMap<>();
  private SongNumbers songs = new SongNumbers();
  private int tooManySongs = Integer.MAX_VALUE;
  private long filesRead;

  /**
   * No file so far.
   *
   * @param step of the windows that will be asked for
   */
  CountedFiles(TablePaths paths, Duration step) {
    this.paths = paths;
    this.reader = new PlayReader(paths.files().configuration(), step);
  }

  /**
   * Counts {@code files} in {@code window}, and forgets all other files and what is before it. From
   * call to call, either the window stays the same, or no file has rows after it.
   *
   * @param files those of the table that meet the window
   * @throws java.io.FileNotFoundException when one is missing
   */
  void update(List<DataFile> files, Window window) throws IOException {
    forgetSongs();
    Map<String, FileCounts> counted = new HashMap<>();
    List<DataFile> unread = new ArrayList<>();
    for (DataFile file : files) {
      FileCounts counts = known.get(file.path());
      if (counts != null && counts.suffice(file, window.from())) {
        counted.put(file.path(), counts.since(window.from()));
      } else {
        unread.add(file);
      }
    }
    List<FileCounts> read = read(unread, window);
    for (int i = 0; i < read.size(); i++) {
      counted.put(unread.get(i).path(), read.get(i));
    }
    known = counted;
    tooManySongs = Math.min(tooManySongs, 2 * songs.size() + FEW_SONGS);
  }

  /** Numbers are never given back: when most may be of former windows, everything is read again. */
  private void forgetSongs() {
    if (songs.size() > tooManySongs) {
      known = Map.of();
      songs = new SongNumbers();
      tooManySongs = Integer.MAX_VALUE;
    }
  }

  private List<FileCounts> read(List<DataFile> files, Window window) throws IOException {
    FilePlaces places = FilePlaces.onDemand(paths);
    List<Callable<FileCounts>> reads = new ArrayList<>();
    for (DataFile file : files) {
      reads.add(() -> places.read(file, at -> reader.count(at, window, songs)));
    }
    List<FileCounts> read = new ParallelTasks("count the plays", READERS).run(reads);
    filesRead += files.size();
    return read;
  }

  /** The plays of each song in {@code window}, at the song's number. */
  long[] plays(Window window) {
    long[] sums = new long[songs.size()];
    known.values().forEach(file -> file.addTo(sums, window));
    return sums;
  }

  /** The songs that the numbers stand for. */
  SongNumbers songs() {
    return songs;
  }

  /** How many files have been read so far. */
  long filesRead() {
    return filesRead;
  }
}
