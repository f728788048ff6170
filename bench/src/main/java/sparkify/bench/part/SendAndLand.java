package sparkify.bench.part;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import sparkify.bench.process.Ended;
import sparkify.bench.process.Started;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.cli.yarn.LandingApplication;
import sparkify.common.OperatorError;
import sparkify.lake.log.LogState;

/** Sends the events of simulated users to a topic, and lands them at the same time. */
final class SendAndLand {
  static final Metric EVENTS = new Metric("events", "", 0);
  private static final Metric SENDING = new Metric("of that, sending", "s", 1);
  private static final Metric LANDED = new Metric("landed", "events/s", 0);
  private static final Pattern SENT = Pattern.compile("\"sent\":(\\d+)");

  private final Bench bench;
  private final OwnDataset dataset;
  private final Environment environment;
  private final Lake lake;

  SendAndLand(Bench bench, OwnDataset dataset) {
    this.bench = bench;
    this.dataset = dataset;
    this.environment = dataset.environment();
    this.lake = environment.lake();
  }

  /**
   * Starts both at once, waits until readers see all events, and stops landing.
   *
   * @param label of the logs
   */
  Measurement run(String label, int users) throws IOException, InterruptedException {
    try (LandingApplication landing = new LandingApplication(environment, bench.progress())) {
      try {
        return measure(label, users, landing);
      } finally {
        if (landing.running().isPresent()) {
          landing.stop();
        }
      }
    }
  }

  private Measurement measure(String label, int users, LandingApplication landing)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (Started stream = start(label + "-stream", List.of("stream"));
        Started simulate = start(label + "-simulate", simulation(users))) {
      stream.alsoWatch(dataset.name()); // Which is in the command line of the other one, too.
      stream.end();
      Ended sent = simulate.end();
      long events = Long.parseLong(sent.last(SENT).group(1));
      awaitLanded(landing, events);
      double seconds = (System.nanoTime() - begin) / 1e9;
      return Measurement.empty()
          .with(EVENTS, (double) events)
          .with(Step.SEND_AND_LAND.took(seconds, stream.usage()))
          .with(SENDING, sent.seconds())
          .with(LANDED, events / seconds);
    }
  }

  private Started start(String label, List<String> command) throws IOException {
    return bench.programs().startDeploy(label, dataset.command(command));
  }

  private static List<String> simulation(int users) {
    return List.of(
        "simulate", "--json", "--users", "" + users, "--days", Bench.DAYS, "--seed", Bench.SEED);
  }

  private void awaitLanded(LandingApplication landing, long events) throws InterruptedException {
    ApplicationId id =
        landing
            .running()
            .orElseThrow(
                () ->
                    new OperatorError(
                        "Cannot land %s: no application does it".formatted(dataset.topic())));
    Map<Integer, Long> end = bench.cluster().describe(dataset.topic()).end();
    landing.awaitLanded(id, () -> hasLanded(end));
    long landed = lake.state().landed();
    if (landed != events) {
      throw new OperatorError(
          "%s has %,d rows (must be %,d)".formatted(lake.table(), landed, events));
    }
  }

  private boolean hasLanded(Map<Integer, Long> end) {
    LogState state = lake.state();
    return state.hasReached(end) && lake.isPublished(state);
  }
}
