package sparkify.bench.part;

import java.io.IOException;
import java.util.List;
import sparkify.bench.run.Contender;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Part;
import sparkify.bench.run.Result;

/** The whole pipeline at growing sizes, each of which is a contender. */
final class ScalePart implements Part {
  private static final List<Integer> DIVISORS = List.of(32, 8, 2, 1);
  private static final int USERS_TO_WARM_UP = 16;

  private final Bench bench;

  ScalePart(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String title() {
    return "the whole pipeline at growing sizes";
  }

  /** One, because a large size takes long. */
  @Override
  public int runs() {
    return 1;
  }

  /** Landing once before brings our libraries to HDFS, where they stay from then on. */
  @Override
  public List<Contender> contenders() throws IOException, InterruptedException {
    if (bench.isTrial()) {
      return List.of(contender(1));
    }
    String label = "scale-warm-up";
    try (OwnDataset dataset = OwnDataset.create(bench, label)) {
      Measurement unused = new SendAndLand(bench, dataset).run(label, USERS_TO_WARM_UP);
    }
    return DIVISORS.stream().map(this::contender).toList();
  }

  @Override
  public List<String> remarks(Result result) {
    return ScaleRemarks.of(result);
  }

  /** The pipeline with a part of the events that are wanted. */
  private Contender contender(int divisor) {
    int users = bench.users(divisor);
    return new Contender("%,d users".formatted(users), new Pipeline(bench, users)::run);
  }
}
