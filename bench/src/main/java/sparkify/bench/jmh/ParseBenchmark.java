package sparkify.bench.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import sparkify.common.config.TimeBounds;
import sparkify.common.event.Events;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;

/** Parses events, one after the other. */
@State(Scope.Benchmark)
public class ParseBenchmark {
  private static final int LINES = 10_000;

  private final byte[][] lines = Lines.first(LINES);
  private final RowParser parser = Events.parser(new TimeBounds(Instant.EPOCH, Duration.ofDays(1)));
  private final ObjectMapper tree = new ObjectMapper();
  private final long now = System.currentTimeMillis();
  private int next;

  /** As landing does, with all its checks. */
  @Benchmark
  public Parsed rowParser() {
    return parser.parse(line(), now);
  }

  /** As a tree of Jackson, without checks. */
  @Benchmark
  public JsonNode jacksonTree() throws IOException {
    return tree.readTree(line());
  }

  private byte[] line() {
    next = next + 1 == lines.length ? 0 : next + 1;
    return lines[next];
  }
}
