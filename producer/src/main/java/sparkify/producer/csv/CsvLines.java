package sparkify.producer.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.producer.line.FileContent;
import sparkify.producer.line.LineSource;

/** One pass over the rows of a CSV file (RFC 4180). */
final class CsvLines implements LineSource {
  private static final byte[] NOT_KEPT = {};

  private final CsvInput input;
  private final FileContent content;
  private final MappingIterator<String[]> rows;
  private final CsvHeader header;
  private long row;
  private long tooLong;

  private CsvLines(
      CsvInput input, FileContent content, MappingIterator<String[]> rows, CsvHeader header) {
    this.input = input;
    this.content = content;
    this.rows = rows;
    this.header = header;
  }

  static CsvLines open(CsvInput input) throws IOException {
    FileContent content = FileContent.open(input.file().file());
    try {
      var decoder =
          input
              .encoding()
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      MappingIterator<String[]> rows =
          new CsvMapper()
              .readerFor(String[].class)
              .with(CsvParser.Feature.WRAP_AS_ARRAY)
              .with(CsvParser.Feature.SKIP_EMPTY_LINES)
              .readValues(new InputStreamReader(content, decoder));
      String[] titles = next(rows, input, 1);
      CsvHeader header = CsvHeader.of(input, titles == null ? new String[0] : titles);
      return new CsvLines(input, content, rows, header);
    } catch (CharacterCodingException e) { // It reads ahead.
      content.close();
      throw otherEncoding(input, 1, e);
    } catch (IOException | RuntimeException e) {
      content.close();
      throw e;
    }
  }

  private static OperatorError otherEncoding(CsvInput input, long number, IOException cause) {
    return new OperatorError(
        "Cannot read %s as %s: row %d or one soon after it is not in that encoding; name the file's own with --encoding, such as ISO-8859-1"
            .formatted(input.file().file(), input.encoding(), number),
        cause);
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    String[] cells = next(rows, input, row + 2);
    if (cells == null) {
      return null;
    }
    row++;
    byte[] line = header.json(cells);
    tooLong = line.length > input.file().maxLineBytes() ? line.length : 0;
    return tooLong > 0 ? NOT_KEPT : line;
  }

  /** The next row, or null after the last. */
  private static String @Nullable [] next(
      MappingIterator<String[]> rows, CsvInput input, long number) throws IOException {
    try {
      return rows.hasNextValue() ? rows.nextValue() : null;
    } catch (CharacterCodingException e) {
      throw otherEncoding(input, number, e);
    } catch (JsonProcessingException e) {
      throw new OperatorError(
          "Cannot read %s: row %d is not CSV: %s; all rows before it were sent"
              .formatted(input.file().file(), number, e.getOriginalMessage()),
          e);
    }
  }

  /** Of the row in the file, from 1 after the header. */
  @Override
  public long lineNumber() {
    return row;
  }

  @Override
  public long tooLong() {
    return tooLong;
  }

  @Override
  public long blankLines() {
    return 0;
  }

  @Override
  public double fraction() {
    return content.fraction();
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
