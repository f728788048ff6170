package sparkify.bench.part;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sparkify.bench.peer.PlainLanding;
import sparkify.bench.peer.SparkLanding;
import sparkify.bench.process.Ended;
import sparkify.bench.process.JavaProgram;
import sparkify.bench.run.Measurement;

/**
 * Programs that land the topic as others would. Each takes the address of Kafka, the topic and a
 * folder, ends when it has reached what the topic held at its start, and prints {@link Points}.
 */
final class LandingPeers {
  private static final String FLINK = "sparkify.bench.flink.FlinkLanding";

  private final Bench bench;

  LandingPeers(Bench bench) {
    this.bench = bench;
  }

  Measurement spark(int round) throws IOException, InterruptedException {
    return land("landing-spark-" + round, ownClassPath(), SparkLanding.class.getName());
  }

  Measurement plain(int round) throws IOException, InterruptedException {
    return land("landing-plain-" + round, ownClassPath(), PlainLanding.class.getName());
  }

  Measurement flink(int round) throws IOException, InterruptedException {
    String target = bench.home().root().resolve("bench/flink/target").toString();
    return land("landing-flink-" + round, target + "/classes:" + target + "/lib/*", FLINK);
  }

  private static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  private Measurement land(String label, String classPath, String main)
      throws IOException, InterruptedException {
    String folder = bench.cluster().folder(label);
    List<String> arguments =
        List.of(bench.cluster().bootstrapServers(), bench.topic(), bench.cluster().address(folder));
    String complete = bench.hadoopConf() + ":" + classPath;
    try {
      Ended ended =
          bench.programs().java(label, new JavaProgram(options(), complete, main, arguments));
      return LandingResult.of(bench, ended, Points.of(ended.output()), folder + "/events");
    } finally {
      bench.cluster().delete(folder);
    }
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(bench.jvmOptions());
    options.addAll(List.of("-Xmx3g", "-XX:+UseParallelGC"));
    return options;
  }
}
