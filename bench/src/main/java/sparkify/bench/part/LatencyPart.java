package sparkify.bench.part;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import sparkify.bench.run.Contender;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Part;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;
import sparkify.common.kafka.TopicState;
import sparkify.lake.log.TablePaths;

/** How long events take to a reader while our application lands what is sent at a steady rate. */
final class LatencyPart implements Part {
  private static final List<Load> LOADS =
      List.of(
          new Load(1_000, Duration.ofSeconds(1)),
          new Load(1_000, Duration.ofSeconds(2)),
          new Load(100_000, Duration.ofSeconds(1)),
          new Load(100_000, Duration.ofSeconds(2)));

  /** Less of the rate than this, and the load was another one. */
  private static final double REACHED = 0.98;

  private final Bench bench;
  private final Duration warmUp;
  private final Duration sending;

  LatencyPart(Bench bench) {
    this.bench = bench;
    this.warmUp = Duration.ofSeconds(bench.isTrial() ? 0 : 20);
    this.sending = Duration.ofSeconds(bench.isTrial() ? 10 : 60);
  }

  /**
   * What is sent, and how often it is landed.
   *
   * @param rate events per second
   * @param interval from one batch to the next
   */
  private record Load(int rate, Duration interval) {
    String name() {
      return "%,d/s, batches of %s".formatted(rate, Durations.format(interval));
    }

    String label(int round) {
      return "latency-%d-%s-%d".formatted(rate, Durations.format(interval), round);
    }
  }

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String title() {
    return "from sending an event to the commit of its row";
  }

  @Override
  public List<Contender> contenders() throws IOException, InterruptedException {
    bench.day();
    List<Load> loads = bench.isTrial() ? LOADS.subList(0, 1) : LOADS;
    return loads.stream()
        .map(load -> new Contender(load.name(), round -> measure(load, round)))
        .toList();
  }

  private Measurement measure(Load load, int round) throws IOException, InterruptedException {
    String label = load.label(round);
    try (OwnDataset dataset = OwnDataset.create(bench, label)) {
      return measure(load, label, dataset);
    }
  }

  private Measurement measure(Load load, String label, OwnDataset dataset)
      throws IOException, InterruptedException {
    TablePaths table = dataset.table();
    TopicState sent;
    Measurement used;
    String interval = "-Dstreaming.batch-interval=" + Durations.format(load.interval());
    try (RunningStream stream =
        RunningStream.start(bench, label, dataset, List.of(interval), List.of())) {
      send(load, label, dataset);
      sent = bench.cluster().describe(dataset.topic());
      stream.awaitLanded(sent.end());
      used = stream.usage().measurement();
    }
    return checked(load, sent, new LandedTimes(table).read(warmUp)).measurement().with(used);
  }

  /** Sends the events of a day; if there are too few, those of the next days, which are alike. */
  private void send(Load load, String label, OwnDataset dataset)
      throws IOException, InterruptedException {
    Bench.DayFile day = bench.day();
    long wanted = load.rate() * sending.toSeconds();
    long days = (wanted + day.events() - 1) / day.events();
    bench
        .programs()
        .deploy(
            label + "-send",
            dataset.command(
                List.of(
                    "produce",
                    "--input",
                    day.path().toString(),
                    "--limit",
                    "" + wanted / days,
                    "--loop",
                    "" + days,
                    "--rate",
                    "" + load.rate())));
  }

  private Latencies checked(Load load, TopicState sent, Latencies latencies) {
    if (latencies.rows() != sent.size()) {
      throw new OperatorError(
          "%,d rows have landed (must be %,d, as many as records were sent)"
              .formatted(latencies.rows(), sent.size()));
    }
    if (!bench.isTrial() && latencies.sentPerSecond() < REACHED * load.rate()) {
      throw new OperatorError(
          "Cannot measure latency at %,d events/s: the producer sent only %,.0f/s"
              .formatted(load.rate(), latencies.sentPerSecond()));
    }
    return latencies;
  }
}
