package sparkify.bench.part;

import java.io.IOException;
import sparkify.bench.process.Ended;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.common.OperatorError;

/** Checks what a program has landed, and says how fast it was. */
final class LandingResult {
  private LandingResult() {}

  /**
   * @param folder of the rows
   * @throws OperatorError unless each event is in it, as far as counting tells
   */
  static Measurement of(Bench bench, Ended ended, Points points, String folder)
      throws IOException, InterruptedException {
    Cluster.Rows found = bench.cluster().count(folder);
    if (found.rows() != bench.events()) {
      throw new OperatorError(
          "%s wrote %,d rows (must be %,d)".formatted(ended.label(), found.rows(), bench.events()));
    }
    return Measurement.empty()
        .with(Metric.OVERALL, bench.events() / ended.seconds())
        .with(Metric.STEADY, points.steady())
        .with(ended.used())
        .with(Metric.FILES, (double) found.files())
        .with(Metric.SIZE, found.mib());
  }
}
