package sparkify.analytics.trending;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.lt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.Operators.LongColumn;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.lake.table.RowGroups;

/** Counts the plays in files of events, of which it reads four columns. Thread-safe. */
final class PlayReader {
  private static final String TIME = "ts";
  private static final String PAGE = "page";
  private static final String SONG = "song";
  private static final String ARTIST = "artist";
  private static final Binary PLAY =
      Binary.fromConstantByteArray("NextSong".getBytes(StandardCharsets.UTF_8));

  private final Configuration configuration;
  private final Duration step;

  /**
   * A reader that counts by step.
   *
   * @param step divides a day
   */
  PlayReader(Configuration configuration, Duration step) {
    this.configuration = configuration;
    this.step = step;
  }

  /**
   * Counts the plays of a file in {@code window}.
   *
   * @param songs numbers the songs
   * @throws java.io.FileNotFoundException when the file no longer exists
   * @throws OperatorError when it is damaged
   */
  FileCounts count(FileStatus file, Window window, SongNumbers songs) throws IOException {
    try {
      return read(file, window, new Tally(window, songs));
    } catch (RuntimeException e) { // Whatever a damaged file makes its reader throw.
      throw new OperatorError(
          "Cannot count the plays in %s: %s; ./deploy.sh audit --deep checks every file"
              .formatted(file.getPath(), RootCause.message(e)),
          e);
    }
  }

  private FileCounts read(FileStatus file, Window window, Tally tally) throws IOException {
    HadoopInputFile input = HadoopInputFile.fromStatus(file, configuration);
    try (ParquetFileReader reader = ParquetFileReader.open(input, onlyRowsIn(window))) {
      MessageType columns = columns(reader.getFileMetaData().getSchema());
      reader.setRequestedSchema(columns);
      for (PageReadStore group = reader.readNextFilteredRowGroup();
          group != null;
          group = reader.readNextFilteredRowGroup()) {
        tally.add(group.getRowCount(), columns, RowGroups.columns(group, columns, reader));
      }
    }
    return tally.counts();
  }

  /** Skips row groups and pages without such rows; others still have rows that are not. */
  private ParquetReadOptions onlyRowsIn(Window window) {
    LongColumn time = longColumn(TIME);
    return HadoopReadOptions.builder(configuration)
        .withRecordFilter(
            FilterCompat.get(
                and(
                    gtEq(time, window.from().toEpochMilli()),
                    lt(time, window.until().toEpochMilli()))))
        .build();
  }

  private static MessageType columns(MessageType file) {
    return new MessageType(
        file.getName(),
        List.of(TIME, PAGE, SONG, ARTIST).stream()
            .filter(file::containsField)
            .map(file::getType)
            .toList());
  }

  /** What has been counted of one file. */
  private final class Tally {
    private final Window window;
    private final SongNumbers songs;
    private final TreeMap<Long, SongCounts.Builder> plays = new TreeMap<>();

    Tally(Window window, SongNumbers songs) {
      this.window = window;
      this.songs = songs;
    }

    void add(long rows, MessageType columns, ColumnReadStore group) {
      long from = window.from().toEpochMilli();
      long until = window.until().toEpochMilli();
      ColumnReader times = group.getColumnReader(columns.getColumnDescription(new String[] {TIME}));
      TextColumn pages = TextColumn.of(PAGE, columns, group);
      TextColumn names = TextColumn.of(SONG, columns, group);
      TextColumn artists = TextColumn.of(ARTIST, columns, group);
      for (long i = 0; i < rows; i++) {
        long time = times.getLong();
        times.consume();
        if (PLAY.equals(pages.next()) && time >= from && time < until) {
          add(time, new Song(Text.of(names.next()), Text.of(artists.next())));
        } else {
          names.skip();
          artists.skip();
        }
      }
    }

    private void add(long time, Song song) {
      long begin = Math.floorDiv(time, step.toMillis()) * step.toMillis();
      plays.computeIfAbsent(begin, b -> new SongCounts.Builder()).add(songs.of(song));
    }

    FileCounts counts() {
      TreeMap<Long, SongCounts> steps = new TreeMap<>();
      plays.forEach((begin, each) -> steps.put(begin, each.build()));
      return new FileCounts(window.from(), steps);
    }
  }

  /** The values of a column of text, in which nulls have no value of their own. */
  private record TextColumn(@Nullable ColumnReader values, int defined) {
    /** The column, or one of nulls if the file was written before it was added. */
    static TextColumn of(String name, MessageType columns, ColumnReadStore group) {
      if (!columns.containsField(name)) {
        return new TextColumn(null, 0);
      }
      var column = columns.getColumnDescription(new String[] {name});
      return new TextColumn(group.getColumnReader(column), column.getMaxDefinitionLevel());
    }

    @Nullable Binary next() {
      if (values == null) {
        return null;
      }
      boolean isNull = values.getCurrentDefinitionLevel() < defined;
      Binary value = isNull ? null : values.getBinary();
      values.consume();
      return value;
    }

    void skip() {
      if (values != null) {
        if (values.getCurrentDefinitionLevel() == defined) {
          values.skip();
        }
        values.consume();
      }
    }
  }
}
