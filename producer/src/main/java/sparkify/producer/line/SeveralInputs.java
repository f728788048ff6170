package sparkify.producer.line;

import java.util.List;

/** Inputs that are read one after the other; each one's last line ends with it. */
public record SeveralInputs(List<Part> parts) implements LineInput {
  private static final int LONGEST_NAME = 80;

  /**
   * One of the inputs.
   *
   * @param bytes its size, to show how far the reading has come; 0 if it is not known
   */
  public record Part(LineInput input, long bytes) {}

  public SeveralInputs {
    parts = List.copyOf(parts);
  }

  /** Such as {@code events-1.json and 4 more}; always a name that a file can have. */
  @Override
  public String name() {
    String first = parts.get(0).input().name().replaceAll("[^\\p{L}\\p{N}._ -]", "_");
    return "%s and %d more"
        .formatted(first.substring(0, Math.min(LONGEST_NAME, first.length())), parts.size() - 1);
  }

  @Override
  public boolean isRepeatable() {
    return parts.stream().allMatch(part -> part.input().isRepeatable());
  }

  @Override
  public LineSource open() {
    return new SeveralLines(parts);
  }
}
