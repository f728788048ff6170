package sparkify.bench.part;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import sparkify.bench.process.Ended;
import sparkify.bench.run.Contender;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.bench.run.Part;
import sparkify.common.OperatorError;

/** Sending a file to Kafka, beside Kafka's own load generator. */
final class ReplayPart implements Part {
  private static final Pattern SENT = Pattern.compile("\"sent\":(\\d+)");
  private static final Pattern RATE = Pattern.compile("\"events_per_second\":([\\d.E]+)");

  private final Bench bench;
  private final KafkaTools tools;

  ReplayPart(Bench bench) {
    this.bench = bench;
    this.tools = new KafkaTools(bench);
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String title() {
    return "a file to Kafka";
  }

  @Override
  public List<Contender> contenders() throws IOException, InterruptedException {
    bench.file();
    return List.of(
        new Contender("produce", round -> ours("produce-" + round, List.of())),
        new Contender("produce --resume", round -> ours("resume-" + round, List.of("--resume"))),
        new Contender("kafka-producer-perf-test", round -> peer("perf-" + round)));
  }

  private Measurement ours(String run, List<String> more) throws IOException, InterruptedException {
    String dataset = bench.newDataset(run);
    String topic = dataset + ".events";
    bench.cluster().createTopic(topic);
    try {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "produce", "--json", "--dataset", dataset, "--input", bench.file().toString()));
      arguments.addAll(more);
      Ended ended = bench.programs().deploy("replay-" + run, arguments);
      long sent = Long.parseLong(ended.last(SENT).group(1));
      if (sent != bench.events()) {
        throw new OperatorError(
            "%s sent %,d events (must be %,d)".formatted(run, sent, bench.events()));
      }
      return result(topic, ended, Double.parseDouble(ended.last(RATE).group(1)));
    } finally {
      bench.cluster().deleteTopic(topic);
    }
  }

  private Measurement peer(String run) throws IOException, InterruptedException {
    String topic = bench.newDataset(run) + ".events";
    bench.cluster().createTopic(topic);
    try {
      Ended ended = tools.produce("replay-" + run, topic);
      return result(topic, ended, KafkaTools.sentPerSecond(ended));
    } finally {
      bench.cluster().deleteTopic(topic);
    }
  }

  private Measurement result(String topic, Ended ended, double own)
      throws IOException, InterruptedException {
    bench.cluster().requireRecords(topic, bench.events());
    return Measurement.empty()
        .with(Metric.OVERALL, bench.events() / ended.seconds())
        .with(Metric.OWN, own)
        .with(ended.used());
  }
}
