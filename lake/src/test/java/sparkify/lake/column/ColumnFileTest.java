package sparkify.lake.column;

import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnFileTest {
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(INT64)
          .named("time")
          .optional(BINARY)
          .as(stringType())
          .named("page")
          .optional(INT32)
          .named("status")
          .optional(DOUBLE)
          .named("length")
          .optional(BINARY)
          .as(stringType())
          .named("song")
          .named("row");
  private static final int COLUMNS = SCHEMA.getFieldCount();
  private static final Set<String> DISTINCT = Set.of("time", "song");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 19_999, 20_000, 20_001, 65_000})
  void whatIsReadIsWhatWasWritten(int rows) throws IOException {
    Random random = new Random(rows);
    List<@Nullable Object[]> written = rows(rows, i -> anyRow(random, 1 + random.nextInt(3)));
    write(written, 32 << 20);
    requireSame(read(FilterCompat.NOOP), written);
  }

  @Test
  void rowGroupsAreAsLargeAsTheyMayBe() throws IOException {
    Random random = new Random(1);
    List<@Nullable Object[]> written = rows(50_000, i -> anyRow(random, 2));
    write(written, 256 << 10);
    requireSame(read(FilterCompat.NOOP), written);
    try (ParquetFileReader reader = open()) {
      assertThat(reader.getRowGroups()).hasSizeBetween(3, 12);
    }
  }

  @Test
  void valuesThatRepeatAreWrittenOnce() throws IOException {
    write(rows(1_000, i -> row(i, "page " + i % 3, i % 2, 0.5, null)), 32 << 20);
    assertThat(encodings("page")).contains(Encoding.RLE_DICTIONARY);
    assertThat(encodings("status")).contains(Encoding.RLE_DICTIONARY);
    assertThat(encodings("time")).doesNotContain(Encoding.RLE_DICTIONARY);
  }

  @Test
  void aColumnThatBeginsWithoutValuesGetsADictionaryLater() throws IOException {
    List<@Nullable Object[]> written =
        rows(50_000, i -> row(i, i < 20_000 ? null : "page " + i % 3, 1, null, null));
    write(written, 32 << 20);
    requireSame(read(FilterCompat.NOOP), written);
    assertThat(encodings("page")).contains(Encoding.RLE_DICTIONARY);
  }

  @Test
  void aDictionaryThatSavesNothingIsGivenUp() throws IOException {
    List<@Nullable Object[]> written =
        rows(30_000, i -> row(i, "page " + i, i, (double) i, "song " + i));
    write(written, 32 << 20);
    requireSame(read(FilterCompat.NOOP), written);
    for (String column : List.of("page", "status", "length")) {
      assertThat(encodings(column)).as(column).doesNotContain(Encoding.RLE_DICTIONARY);
    }
  }

  @Test
  void aDictionaryThatHasGrownTooLargeServesThePagesBefore() throws IOException {
    String tail = "x".repeat(200);
    List<@Nullable Object[]> written =
        rows(60_000, i -> row(i, "page " + (i < 20_000 ? i % 3 : i) + tail, 1, null, null));
    write(written, 64 << 20);
    requireSame(read(FilterCompat.NOOP), written);
    assertThat(encodings("page")).contains(Encoding.RLE_DICTIONARY, Encoding.PLAIN);
  }

  @Test
  void textOfAnySizeIsTaken() throws IOException {
    List<@Nullable Object[]> written =
        rows(8, i -> row(i, "é".repeat(i * 100_000), 1, null, i == 3 ? "" : "漢".repeat(700_000)));
    write(written, 32 << 20);
    requireSame(read(FilterCompat.NOOP), written);
  }

  @Test
  void theFooterHasTheBoundsOfEveryColumn() throws IOException {
    Random random = new Random(3);
    List<@Nullable Object[]> written = rows(45_000, i -> anyRow(random, 1 + i % 3));
    write(written, 32 << 20);
    try (ParquetFileReader reader = open()) {
      List<ColumnChunkMetaData> chunks = reader.getRowGroups().get(0).getColumns();
      for (int i = 0; i < COLUMNS; i++) {
        requireBounds(chunks.get(i).getStatistics(), column(written, i), written.size());
      }
    }
  }

  @Test
  void readersFindRowsByTheIndexOfPages() throws IOException {
    List<@Nullable Object[]> written =
        rows(100_000, i -> row(i, "page " + i / 10_000, 1, null, null));
    write(written, 32 << 20);
    List<@Nullable Object[]> found =
        read(FilterCompat.get(eq(binaryColumn("page"), Binary.fromString("page 7"))));
    requireSame(found, written.subList(70_000, 80_000));
  }

  private static void requireSame(
      List<@Nullable Object[]> found, List<@Nullable Object[]> expected) {
    assertThat(found.toArray(Object[][]::new)).isDeepEqualTo(expected.toArray(Object[][]::new));
  }

  private static void requireBounds(Statistics<?> bounds, List<Object> values, int rows) {
    assertThat(bounds.getNumNulls()).isEqualTo(rows - values.size());
    if (values.get(0) instanceof String) {
      List<String> sorted = values.stream().map(Object::toString).sorted().toList();
      assertThat(text(bounds.genericGetMin())).isEqualTo(sorted.get(0));
      assertThat(text(bounds.genericGetMax())).isEqualTo(sorted.get(sorted.size() - 1));
    } else {
      assertThat(bounds.genericGetMin()).isEqualTo(values.stream().sorted().findFirst().get());
      List<Object> sorted = values.stream().sorted().toList();
      assertThat(bounds.genericGetMax()).isEqualTo(sorted.get(sorted.size() - 1));
    }
  }

  private static String text(Object binary) {
    return ((Binary) binary).toStringUsingUTF8();
  }

  private static List<Object> column(List<@Nullable Object[]> rows, int column) {
    List<Object> values = new ArrayList<>();
    for (@Nullable Object[] row : rows) {
      Object value = row[column];
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** A row whose columns are null in one of {@code often} cases. */
  private static @Nullable Object[] anyRow(Random random, int often) {
    return row(
        random.nextLong(),
        random.nextInt(often) == 0 ? "page " + random.nextInt(40) : null,
        random.nextInt(often) == 0 ? random.nextInt(1000) - 500 : null,
        random.nextInt(often) == 0 ? random.nextGaussian() : null,
        random.nextInt(often) == 0 ? "song " + random.nextInt() : null);
  }

  private static @Nullable Object[] row(
      long time,
      @Nullable String page,
      @Nullable Integer status,
      @Nullable Double length,
      @Nullable String song) {
    return new @Nullable Object[] {time, page, status, length, song};
  }

  private static List<@Nullable Object[]> rows(int count, IntFunction<@Nullable Object[]> row) {
    return IntStream.range(0, count).mapToObj(row).toList();
  }

  private void write(List<@Nullable Object[]> rows, long rowGroupBytes) throws IOException {
    try (ColumnFile file =
        new ColumnFile(
            HadoopOutputFile.fromPath(file(), new Configuration()),
            SCHEMA,
            DISTINCT,
            rowGroupBytes,
            1)) {
      for (@Nullable Object[] row : rows) {
        for (int i = 0; i < COLUMNS; i++) {
          write(file, i, row[i]);
        }
        file.endRow();
      }
    }
  }

  /** Text comes as a part of an array that is used again, as callers may do. */
  private static void write(ColumnFile file, int column, @Nullable Object value)
      throws IOException {
    if (value instanceof String text) {
      byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
      file.text(column, bytes, 1, bytes.length - 2);
      Arrays.fill(bytes, (byte) '?');
    } else if (value instanceof Double number) {
      file.number(column, Double.doubleToRawLongBits(number));
    } else if (value instanceof Number number) {
      file.number(column, number.longValue());
    } else {
      file.empty(column);
    }
  }

  private List<@Nullable Object[]> read(FilterCompat.Filter filter) throws IOException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file()).withFilter(filter).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        Group read = row;
        rows.add(IntStream.range(0, COLUMNS).mapToObj(i -> value(read, i)).toArray());
      }
    }
    return rows;
  }

  private static @Nullable Object value(Group row, int column) {
    if (row.getFieldRepetitionCount(column) == 0) {
      return null;
    }
    return switch (SCHEMA.getType(column).asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> row.getString(column, 0);
      case INT32 -> row.getInteger(column, 0);
      case INT64 -> row.getLong(column, 0);
      default -> row.getDouble(column, 0);
    };
  }

  private Set<Encoding> encodings(String column) throws IOException {
    try (ParquetFileReader reader = open()) {
      Stream<ColumnChunkMetaData> chunks =
          reader.getRowGroups().stream().flatMap(group -> group.getColumns().stream());
      return chunks
          .filter(chunk -> chunk.getPath().toDotString().equals(column))
          .flatMap(chunk -> chunk.getEncodings().stream())
          .collect(Collectors.toSet());
    }
  }

  private ParquetFileReader open() throws IOException {
    return ParquetFileReader.open(HadoopInputFile.fromPath(file(), new Configuration()));
  }

  private org.apache.hadoop.fs.Path file() {
    return new org.apache.hadoop.fs.Path(folder.resolve("rows.parquet").toUri());
  }
}
