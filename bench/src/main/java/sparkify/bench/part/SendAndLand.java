package sparkify.bench.part;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import sparkify.bench.process.Ended;
import sparkify.bench.process.Started;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.common.OperatorError;

/** Sends the events of simulated users to a topic, and lands them at the same time. */
final class SendAndLand {
  static final Metric EVENTS = new Metric("events", "", 0);
  private static final Metric SENDING = new Metric("of that, sending", "s", 1);
  private static final Metric LANDED = new Metric("landed", "events/s", 0);
  private static final Pattern SENT = Pattern.compile("\"sent\":(\\d+)");

  private final Bench bench;
  private final OwnDataset dataset;

  SendAndLand(Bench bench, OwnDataset dataset) {
    this.bench = bench;
    this.dataset = dataset;
  }

  /**
   * Starts both at once, waits until readers see all events, and stops landing.
   *
   * @param label of the logs
   */
  Measurement run(String label, int users) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (Started simulate =
            bench.programs().startDeploy(label + "-simulate", dataset.command(simulation(users)));
        RunningStream stream =
            RunningStream.start(bench, label, dataset, List.of(), List.of(dataset.name()))) {
      Ended sent = simulate.end();
      long events = Long.parseLong(sent.last(SENT).group(1));
      stream.awaitLanded(bench.cluster().describe(dataset.topic()).end());
      double seconds = (System.nanoTime() - begin) / 1e9;
      requireAll(stream.landed(), events);
      return Measurement.empty()
          .with(EVENTS, (double) events)
          .with(Step.SEND_AND_LAND.took(seconds, stream.usage()))
          .with(SENDING, sent.seconds())
          .with(LANDED, events / seconds);
    }
  }

  private static List<String> simulation(int users) {
    return List.of(
        "simulate", "--json", "--users", "" + users, "--days", Bench.DAYS, "--seed", Bench.SEED);
  }

  private void requireAll(long landed, long events) {
    if (landed != events) {
      throw new OperatorError(
          "%,d rows of %s have landed (must be %,d)".formatted(landed, dataset.topic(), events));
    }
  }
}
