package sparkify.bench.part;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import sparkify.bench.process.Ended;
import sparkify.bench.run.Contender;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.bench.run.Part;
import sparkify.bench.run.Skipped;

/** Features and a churn model, beside pandas and scikit-learn. */
final class TrainPart implements Part {
  private static final Metric ROC_AUC = new Metric("ROC-AUC of the test days", "", 3);
  private static final Pattern OUR_AUC = Pattern.compile("ROC-AUC +(0\\.\\d+)");
  private static final Pattern PEER_AUC = Pattern.compile("\"roc_auc\": (0\\.\\d+)");

  /** With fewer, too few users cancel for a model. */
  static final int MIN_EVENTS = 400_000;

  private final Bench bench;

  TrainPart(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String title() {
    return "features and a churn model, from all events";
  }

  @Override
  public List<Contender> contenders() throws IOException, InterruptedException {
    if (bench.events() < MIN_EVENTS) {
      throw new Skipped(
          "so few users cancel that there can be no model; it takes %,d events (--events)"
              .formatted(MIN_EVENTS));
    }
    PythonPrograms python = PythonPrograms.prepare(bench);
    bench.lake();
    return List.of(
        new Contender("train", this::ours),
        new Contender("pandas and scikit-learn", round -> peer(python, round)));
  }

  /** Another seed each time, or there would be nothing to do. */
  private Measurement ours(int round) throws IOException, InterruptedException {
    Ended ended =
        bench
            .programs()
            .deploy(
                "train-" + round,
                List.of(
                    "train",
                    "--dataset",
                    bench.dataset(),
                    "-Dlake.base=" + bench.lake(),
                    "-Dmodel.seed=" + round));
    return result(ended, OUR_AUC);
  }

  private Measurement peer(PythonPrograms python, int round)
      throws IOException, InterruptedException {
    return result(
        python.run("train-sklearn-" + round, "churn.py", List.of(bench.file().toString())),
        PEER_AUC);
  }

  private static Measurement result(Ended ended, Pattern auc) {
    return Measurement.empty()
        .with(Metric.TIME, ended.seconds())
        .with(ended.used())
        .with(ROC_AUC, Double.parseDouble(ended.last(auc).group(1)));
  }
}
