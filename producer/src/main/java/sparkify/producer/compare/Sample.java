package sparkify.producer.compare;

import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import sparkify.common.Sha256;
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
  public String sha256() throws IOException {
    return Sha256.hex(share + " of " + all.sha256());
  }

  @Override
  public LineSource open() throws IOException {
    return new Lines(all.open(), share);
  }

  private static final class Lines implements LineSource {
    private final LineSource all;
    private final double share;
    private final SplittableRandom random = new SplittableRandom(1);

    private Lines(LineSource all, double share) {
      this.all = all;
      this.share = share;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
      byte[] line = all.next();
      while (line != null && random.nextDouble() >= share) {
        line = all.next();
      }
      return line;
    }

    @Override
    public long lineNumber() {
      return all.lineNumber();
    }

    @Override
    public double fraction() {
      return all.fraction();
    }

    @Override
    public void close() throws IOException {
      all.close();
    }
  }
}
