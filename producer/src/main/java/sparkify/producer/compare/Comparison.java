package sparkify.producer.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.LineInput;

/** Compares the events of an input with those of a file: how they are distributed, not which. */
public final class Comparison {
  private final Profile reference;
  private final Profile ours;

  private Comparison(Profile reference, Profile ours) {
    this.reference = reference;
    this.ours = ours;
  }

  /**
   * Reads both sides.
   *
   * @param maxLineBytes the longest line of the file to read; longer ones are malformed
   * @throws OperatorError if the file cannot be read or has no events
   */
  public static Comparison of(Path reference, int maxLineBytes, LineInput ours) throws IOException {
    String problem = FileInput.problem(reference);
    if (!problem.isEmpty()) {
      throw new OperatorError("Cannot compare with " + reference + ": " + problem);
    }
    Vocabulary vocabulary = new Vocabulary();
    Profile profile = read(new FileInput(reference, maxLineBytes), vocabulary);
    return new Comparison(profile, ProfileReader.read(ours, vocabulary));
  }

  /** Prints the differences as a table. */
  public void print(PrintWriter out) {
    new Report(reference, ours, out).print();
    out.flush();
  }

  private static Profile read(FileInput file, Vocabulary vocabulary) {
    try {
      Profile profile = ProfileReader.read(file, vocabulary);
      if (profile.rows() == 0) {
        throw new OperatorError(
            "it has no events (%,d of its lines are something else)"
                .formatted(profile.malformed()));
      }
      return profile;
    } catch (OperatorError | IOException e) {
      throw new OperatorError(
          "Cannot compare with " + file.file() + ": " + RootCause.message(e), e);
    }
  }
}
