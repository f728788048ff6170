package sparkify.bench.part;

import java.io.IOException;
import java.util.List;
import sparkify.bench.process.Ended;
import sparkify.bench.run.Contender;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.bench.run.Part;

/** From Kafka to Parquet on HDFS, beside others that can do that. */
final class LandingPart implements Part {
  private final Bench bench;

  LandingPart(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return "landing";
  }

  @Override
  public String title() {
    return "a topic to Parquet on HDFS, by date";
  }

  /** Landing once before brings our libraries to HDFS, where they stay from then on. */
  @Override
  public List<Contender> contenders() throws IOException, InterruptedException {
    bench.lake();
    OurLanding ours = new OurLanding(bench);
    LandingPeers peers = new LandingPeers(bench);
    return List.of(
        new Contender("stream", ours::land),
        new Contender("Spark Structured Streaming", peers::spark),
        new Contender("Flink", peers::flink),
        new Contender("plain consumer, no guarantee", peers::plain),
        new Contender("kafka-consumer-perf-test", this::read));
  }

  private Measurement read(int round) throws IOException, InterruptedException {
    Ended ended = new KafkaTools(bench).consume("landing-read-" + round);
    return Measurement.empty()
        .with(Metric.OVERALL, bench.events() / ended.seconds())
        .with(Metric.STEADY, KafkaTools.readPerSecond(ended))
        .with(ended.used());
  }
}
