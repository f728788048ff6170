package sparkify.producer.compare;

import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import sparkify.producer.line.ForwardingLines;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;

/**
 * A share of an input's lines, chosen at random but always the same ones.
 *
 * @param all the input
 * @param share of its lines, above 0 and at most 1
 */
public record Sample(LineInput all, double share) implements LineInput {

  @Override
  public String name() {
    return "%s of %s".formatted(share, all.name());
  }

  @Override
  public LineSource open() throws IOException {
    return new Lines(all.open(), share);
  }

  private static final class Lines extends ForwardingLines {
    private final double share;
    private final SplittableRandom random = new SplittableRandom(1);

    private Lines(LineSource all, double share) {
      super(all);
      this.share = share;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
      byte[] line = super.next();
      while (line != null && random.nextDouble() >= share) {
        line = super.next();
      }
      return line;
    }
  }
}
