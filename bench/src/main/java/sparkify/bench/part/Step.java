package sparkify.bench.part;

import java.util.List;
import sparkify.bench.process.Usage;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;

/** A step of the pipeline. All but the first are one command each, after which they are called. */
enum Step {
  SEND_AND_LAND("send and land"),
  AUDIT("audit --deep"),
  TRAIN_AND_SCORE("train --score"),
  ANALYZE("analyze");

  private final String label;

  Step(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Its command, without the dataset. */
  List<String> command() {
    return List.of(label.split(" ", -1));
  }

  /** From its start to its end. */
  Metric time() {
    return new Metric(label, "s", 1);
  }

  /** Resident at the same time in all its processes together, at most. */
  Metric memory() {
    return new Metric(label + " memory", "MiB", 0);
  }

  /** What it took. */
  Measurement took(double seconds, Usage usage) {
    return Measurement.empty().with(time(), seconds).with(memory(), usage.peakMib());
  }
}
