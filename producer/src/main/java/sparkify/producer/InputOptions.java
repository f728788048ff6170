package sparkify.producer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.common.OperatorError;
import sparkify.common.feed.CsvColumns;
import sparkify.common.feed.FeedKind;
import sparkify.producer.csv.CsvInput;
import sparkify.producer.follow.FollowInput;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.InputFiles;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.SeveralInputs;
import sparkify.producer.line.SeveralInputs.Part;
import sparkify.producer.line.StandardInput;

/** What is replayed. */
final class InputOptions {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "INPUT",
      description = {
        "What to replay, one after the other: files, folders (all files below them), patterns in quotes"
            + " such as 'logs/**/*.gz', or - for standard input. Each may be plain, gzip, bzip2, zstd or xz,"
            + " whatever its name. In folders, names that begin with . or _ are skipped."
      })
  private List<String> inputs = List.of();

  @Option(
      names = "--follow",
      description =
          "Go on with what is appended to the file, like tail -F, until Ctrl-C or --limit;"
              + " for one plain file.")
  private boolean follow;

  @Option(
      names = "--encoding",
      paramLabel = "CHARSET",
      description = "Encoding of a CSV file, such as ISO-8859-1; default: UTF-8.")
  private @Nullable Charset encoding;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  /** Whether it is one file, whose name is that of the replay. */
  boolean isOneFile() {
    return inputs.size() == 1 && InputFiles.isOneFile(inputs.get(0));
  }

  /** Whether what is appended is sent as well. */
  boolean isFollowed() {
    return follow;
  }

  /**
   * The lines of all inputs.
   *
   * @param feed which they are of; some feeds are CSV files
   * @param maxLineBytes the longest line to keep
   * @throws OperatorError if there is nothing to read
   */
  LineInput lines(FeedKind feed, int maxLineBytes) {
    requireSense(feed);
    if (follow) {
      return FollowInput.of(inputs.get(0), maxLineBytes, this::warn);
    }
    List<Part> parts = parts(feed, maxLineBytes);
    return parts.size() == 1 ? parts.get(0).input() : new SeveralInputs(parts);
  }

  /** The usage errors. */
  private void requireSense(FeedKind feed) {
    boolean csv = feed.csv().isPresent();
    boolean standard = inputs.contains(STANDARD_INPUT);
    if (encoding != null && !csv) {
      throw usage(
          "--encoding is for CSV files: the lines of feed "
              + feed.name()
              + " are sent as they are");
    }
    if (csv && standard) {
      throw usage(
          "A CSV file is read twice, and standard input can be read only once: name a file");
    }
    if (Collections.frequency(inputs, STANDARD_INPUT) > 1) {
      throw usage("Standard input can be read only once, and is named twice");
    }
    if (follow && (csv || standard || inputs.size() > 1)) {
      throw usage(
          "--follow is for one file of lines, not for CSV, standard input or several inputs");
    }
  }

  /** The inputs in their order, without empty files. */
  private List<Part> parts(FeedKind feed, int maxLineBytes) {
    List<Part> parts = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    Path empty = null;
    for (String input : inputs) {
      if (input.equals(STANDARD_INPUT)) {
        parts.add(new Part(new StandardInput(maxLineBytes), 0));
        continue;
      }
      for (Path file : InputFiles.of(input)) {
        if (!seen.add(file.toAbsolutePath().normalize())) {
          throw usage("The input names " + file + " twice, and would send it twice");
        }
        if (isEmpty(file)) {
          empty = file;
        } else {
          parts.add(part(new FileInput(file, maxLineBytes), feed));
        }
      }
    }
    if (parts.isEmpty()) {
      throw new OperatorError("Cannot replay " + empty + ": it is empty");
    }
    return parts;
  }

  private Part part(FileInput file, FeedKind feed) {
    LineInput input = feed.csv().<LineInput>map(columns -> csv(file, columns)).orElse(file);
    return new Part(input, size(file.file()));
  }

  private CsvInput csv(FileInput file, CsvColumns columns) {
    return new CsvInput(file, columns, encoding == null ? StandardCharsets.UTF_8 : encoding);
  }

  private static boolean isEmpty(Path file) {
    return Files.isRegularFile(file) && size(file) == 0;
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new OperatorError("Cannot replay " + file + ": " + e.getMessage(), e);
    }
  }

  private ParameterException usage(String problem) {
    return new ParameterException(Objects.requireNonNull(mixee).commandLine(), problem);
  }

  private void warn(String line) {
    PrintWriter err = Objects.requireNonNull(mixee).commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
