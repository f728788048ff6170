package sparkify.producer.line;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines in memory; an empty one is blank, and one of only "~" is too long. */
public record TextInput(List<String> lines) implements LineInput {
  public static TextInput of(String... lines) {
    return new TextInput(List.of(lines));
  }

  @Override
  public String name() {
    return "text";
  }

  @Override
  public LineSource open() {
    return new LineSource() {
      private int at;
      private long blank;

      @Override
      public byte @Nullable [] next() {
        while (at < lines.size() && lines.get(at).isEmpty()) {
          blank++;
          at++;
        }
        at++;
        if (at > lines.size()) {
          at = lines.size();
          return null;
        }
        return tooLong() > 0 ? new byte[0] : lines.get(at - 1).getBytes(StandardCharsets.UTF_8);
      }

      @Override
      public long tooLong() {
        return at > 0 && lines.get(at - 1).equals("~") ? 99 : 0;
      }

      @Override
      public long lineNumber() {
        return at;
      }

      @Override
      public long blankLines() {
        return blank;
      }

      @Override
      public double fraction() {
        return lines.isEmpty() ? 1 : at / (double) lines.size();
      }

      @Override
      public void close() {}
    };
  }
}
