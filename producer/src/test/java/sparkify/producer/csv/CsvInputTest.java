package sparkify.producer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;
import sparkify.common.config.SettingsLoader;
import sparkify.common.feed.Column;
import sparkify.common.feed.CsvColumns;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;
import sparkify.common.feed.Schema;
import sparkify.common.feed.Utf8Text;
import sparkify.common.track.Tracks;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.LineSource;

class CsvInputTest {
  private static final CsvColumns COLUMNS =
      new CsvColumns(
          Schema.withoutTime(
              List.of(
                  Column.of("name", Column.Type.TEXT),
                  Column.of("streams", Column.Type.LONG),
                  Column.of("year", Column.Type.INT),
                  Column.of("share", Column.Type.DOUBLE)),
              "name"),
          title -> title.replace("Title", "name"));

  @TempDir private Path folder;

  @Test
  void makesARowAnObject() throws IOException {
    assertThat(
            lines(
                """
                Title,streams,year,share
                "Latto, ""Jung"" Kook","1,021,003",2023,0.5
                Two
                lines,7,,
                "Two
                lines",7,,12
                """))
        .containsExactly(
            "{\"name\":\"Latto, \\\"Jung\\\" Kook\",\"streams\":1021003,\"year\":2023,\"share\":0.5}",
            "{\"name\":\"Two\"}",
            "{\"name\":\"lines\",\"streams\":7}",
            "{\"name\":\"Two\\nlines\",\"streams\":7,\"share\":12}");
  }

  @Test
  void keepsTheTextOfWhatIsNoNumberAndOfWhatTheFeedDoesNotKnow() throws IOException {
    assertThat(
            lines(
                """
                mood,Title,share,year,streams
                fine,a,x,99999999999,BPM110
                ,b,1.5.2,007,1,5
                """))
        .containsExactly(
            "{\"mood\":\"fine\",\"name\":\"a\",\"share_text\":\"x\",\"year_text\":\"99999999999\",\"streams_text\":\"BPM110\"}",
            "{\"name\":\"b\",\"share_text\":\"1.5.2\",\"year_text\":\"007\",\"streams\":1,\"cell_6\":\"5\"}");
  }

  @Test
  void readsTheEncodingThatIsNamedAndNoOther() throws IOException {
    String text = "\uFEFFTitle,streams,year,share\ncaf\u00e9,1,,\n";
    Path utf8 = write(text.getBytes(StandardCharsets.UTF_8));
    assertThat(lines(utf8, StandardCharsets.UTF_8)).first().asString().contains("caf\u00e9");
    Path latin = write(text.substring(1).getBytes(StandardCharsets.ISO_8859_1));
    assertThat(lines(latin, StandardCharsets.ISO_8859_1)).first().asString().contains("caf\u00e9");
    Path late = write((text + "x,1,,\n".repeat(20_000) + "caf").getBytes(StandardCharsets.UTF_8));
    Files.write(late, new byte[] {(byte) 0xe9}, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> lines(late, StandardCharsets.UTF_8))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("nothing of it was sent");
    assertThatThrownBy(() -> lines(latin, StandardCharsets.UTF_8))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot read " + latin + " as UTF-8: line ")
        .hasMessageContaining("--encoding");
  }

  @Test
  void readsGzip() throws IOException {
    Path file = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("Title,streams,year,share\na,1,,\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(lines(file, StandardCharsets.UTF_8)).hasSize(1);
  }

  @Test
  void refusesAFileWithoutItsHeader() {
    refused("a,1,2023,0.5\nb,2,,\n", "names name not at all; it begins with [a, 1, 2023]");
    refused("Title,year,share\n", "names streams not at all");
    refused("Title,streams,streams,year,share\n", "names streams twice");
  }

  private void refused(String text, String why) {
    assertThatThrownBy(() -> lines(text))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining(why)
        .message()
        .hasLineCount(1);
  }

  /** Facts of the list were counted by other means. */
  @Test
  void readsThePublicListOf2023() throws IOException {
    Path list = Path.of("../../shared/data/spotify-2023.csv");
    assumeThat(list).as("a list that is not part of this project").exists();
    Tracks feed = new Tracks();
    RowParser parser = feed.parser(SettingsLoader.load(null, Map.of()));
    List<Parsed.Row> rows = new ArrayList<>();
    for (String line : lines(list, StandardCharsets.ISO_8859_1, feed.csv().orElseThrow())) {
      rows.add((Parsed.Row) parser.parse(line.getBytes(StandardCharsets.UTF_8), 0));
    }
    assertThat(rows).hasSize(953);
    assertThat(rows.stream().filter(row -> value(row, "streams") == null)).hasSize(1);
    assertThat(rows.stream().filter(row -> row.extra() != null).map(Parsed.Row::extra))
        .singleElement()
        .asString()
        .startsWith("{\"streams_text\":\"BPM110KeyAModeMajor");
    assertThat(rows.stream().filter(row -> value(row, "in_shazam_charts") == null)).hasSize(50);
    assertThat(rows.stream().filter(row -> value(row, "key") == null)).hasSize(95);
    assertThat(
            rows.stream()
                .map(row -> value(row, "track_name") + "\0" + value(row, "artist_name"))
                .collect(Collectors.toSet()))
        .hasSize(949);
  }

  private static Object value(Parsed.Row row, String column) {
    Object value = row.values()[Tracks.SCHEMA.indexOf(column)];
    return value instanceof Utf8Text text ? text.toString() : value;
  }

  private List<String> lines(String text) throws IOException {
    return lines(write(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  private Path write(byte[] bytes) throws IOException {
    Path file = Files.createTempFile(folder, "list", ".csv");
    Files.write(file, bytes);
    return file;
  }

  private static List<String> lines(Path file, Charset encoding) throws IOException {
    return lines(file, encoding, COLUMNS);
  }

  private static List<String> lines(Path file, Charset encoding, CsvColumns columns)
      throws IOException {
    List<String> lines = new ArrayList<>();
    CsvInput input = new CsvInput(new FileInput(file, 1 << 20), columns, encoding);
    try (LineSource source = input.open()) {
      for (byte[] line = source.next(); line != null; line = source.next()) {
        lines.add(new String(line, StandardCharsets.UTF_8));
      }
    }
    return lines;
  }
}
