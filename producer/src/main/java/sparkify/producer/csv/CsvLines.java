package sparkify.producer.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.producer.content.FileContent;
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
    requireEncoding(input);
    FileContent content = FileContent.open(input.file().file());
    try {
      MappingIterator<String[]> rows =
          new CsvMapper()
              .readerFor(String[].class)
              .with(CsvParser.Feature.WRAP_AS_ARRAY)
              .with(CsvParser.Feature.SKIP_EMPTY_LINES)
              .readValues(text(content, input));
      String[] titles = next(rows, input, 1);
      CsvHeader header = CsvHeader.of(input, titles == null ? new String[0] : titles);
      return new CsvLines(input, content, rows, header);
    } catch (IOException | RuntimeException e) {
      content.close();
      throw e;
    }
  }

  /** Reads all of it, so that nothing is sent of a file that would break off in the middle. */
  private static void requireEncoding(CsvInput input) throws IOException {
    try (LineNumberReader lines =
        new LineNumberReader(text(FileContent.open(input.file().file()), input))) {
      try {
        while (lines.readLine() != null) {}
      } catch (CharacterCodingException e) {
        throw new OperatorError(
            "Cannot read %s as %s: line %d, or one soon after it, is not in that encoding; name the file's own with --encoding, such as ISO-8859-1; nothing of it was sent"
                .formatted(input.file().file(), input.encoding(), lines.getLineNumber() + 1),
            e);
      }
    }
  }

  private static Reader text(FileContent content, CsvInput input) {
    return new InputStreamReader(
        content,
        input
            .encoding()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
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
