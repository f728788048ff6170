package sparkify.bench.part;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import sparkify.bench.process.Ended;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.common.OperatorError;

/** The whole pipeline of some simulated users, from nothing to tables. */
final class Pipeline {
  /** Of all steps; a run that left out some has none. */
  static final Metric TOTAL = new Metric("total", "s", 1);

  private final Bench bench;
  private final int users;

  Pipeline(Bench bench, int users) {
    this.bench = bench;
    this.users = users;
  }

  /** Runs it once, with a dataset of its own. */
  Measurement run(int round) throws IOException, InterruptedException {
    String label = "scale-%d-%d".formatted(users, round);
    try (OwnDataset dataset = OwnDataset.create(bench, label)) {
      Measurement all = told(Step.SEND_AND_LAND, new SendAndLand(bench, dataset).run(label, users));
      for (Step step : commands(all.value(SendAndLand.EVENTS))) {
        Ended ended = deploy(step, label, dataset);
        all = all.with(told(step, step.took(ended.seconds(), ended.usage())));
        if (step == Step.TRAIN_AND_SCORE) {
          requireScored(ended);
        }
      }
      return all.with(TOTAL, total(all));
    }
  }

  private static List<Step> commands(double events) {
    return events < TrainPart.MIN_EVENTS
        ? List.of(Step.AUDIT, Step.ANALYZE)
        : List.of(Step.AUDIT, Step.TRAIN_AND_SCORE, Step.ANALYZE);
  }

  private Ended deploy(Step step, String label, OwnDataset dataset)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(step.command());
    if (step == Step.ANALYZE && bench.isTrial()) {
      command.addAll(List.of("--table", "plays_day"));
    }
    String log = "%s-%s".formatted(label, step.command().get(0));
    return bench.programs().deploy(log, dataset.command(command));
  }

  /** A first model that fails its gate scores nobody. */
  private static void requireScored(Ended ended) {
    if (ended.output().stream().noneMatch(line -> line.contains(" users scored as of "))) {
      throw new OperatorError("Nobody was scored, because the new model was not promoted");
    }
  }

  /** Tells what a step took, because nothing of a run is left if a later step fails. */
  private Measurement told(Step step, Measurement took) {
    bench
        .progress()
        .printf(
            Locale.ROOT,
            "  %s: %.1f s, %.0f MiB%n",
            step.label(),
            took.value(step.time()),
            took.value(step.memory()));
    bench.progress().flush();
    return took;
  }

  /** Seconds; not a number if a step was left out. */
  private static double total(Measurement all) {
    return Stream.of(Step.values()).mapToDouble(step -> all.value(step.time())).sum();
  }
}
