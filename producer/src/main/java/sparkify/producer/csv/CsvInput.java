package sparkify.producer.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import sparkify.common.OperatorError;
import sparkify.common.feed.CsvColumns;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;

/**
 * A CSV file with a header, plain or compressed, of which each row becomes a line of JSON in UTF-8.
 *
 * @param file the file, and the longest line to keep
 * @param encoding of its text
 */
public record CsvInput(FileInput file, CsvColumns columns, Charset encoding) implements LineInput {
  /**
   * @throws OperatorError if the file is a pipe
   */
  public CsvInput {
    if (!Files.isRegularFile(file.file())) {
      throw new OperatorError(
          "Cannot replay %s: a CSV file is read twice, and a pipe can be read only once; save it to a file"
              .formatted(file.file()));
    }
  }

  @Override
  public String name() {
    return file.name();
  }

  /**
   * @throws OperatorError when the file has no such header, or another encoding
   */
  @Override
  public LineSource open() throws IOException {
    return CsvLines.open(this);
  }
}
