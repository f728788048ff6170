package sparkify.bench.part;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sparkify.bench.process.Programs;
import sparkify.cli.environment.Environment;
import sparkify.common.FileTree;
import sparkify.common.config.Settings;
import sparkify.common.launch.Home;

/**
 * What the parts share: a cluster, a file of events, a topic and a lake with the same events. Each
 * is made when it is first asked for, and gone when this is closed.
 */
public final class Bench implements AutoCloseable {
  static final String DAYS = "61";
  static final String SEED = "7";
  private static final int EVENTS_PER_USER = 1212;
  private static final int EVENTS_PER_USER_AND_DAY = 23;

  /** With fewer events, all that a run tells is whether it works. */
  private static final int TRIAL_EVENTS = 100_000;

  private final Environment environment;
  private final Cluster cluster;
  private final Programs programs;
  private final Path folder;
  private final PrintWriter progress;
  private final String id = "bench-" + Long.toString(System.currentTimeMillis() / 1000, 36);
  private final int wanted;
  private @Nullable Path file;
  private @Nullable DayFile day;
  private long events;
  private boolean hasTopic;
  private @Nullable String lake;

  private Bench(
      Environment environment, Programs programs, Path folder, PrintWriter progress, int wanted) {
    this.environment = environment;
    this.cluster = new Cluster(environment, "/bench/" + id);
    this.programs = programs;
    this.folder = folder;
    this.progress = progress;
    this.wanted = wanted;
  }

  /**
   * Prepares to measure, with the local cluster unless HADOOP_CONF_DIR names another.
   *
   * @param events about how many are wanted
   */
  public static Bench start(Settings settings, int events, PrintWriter progress)
      throws IOException {
    Environment environment = Environment.started(settings, progress);
    Path root = environment.home().root();
    Path folder = Files.createDirectories(root.resolve(".local/bench"));
    Programs programs =
        new Programs(root, folder.resolve("logs"), environment.services().variables());
    return new Bench(environment, programs, folder, progress, events);
  }

  Cluster cluster() {
    return cluster;
  }

  Programs programs() {
    return programs;
  }

  /** Where lines of progress go. */
  PrintWriter progress() {
    return progress;
  }

  Home home() {
    return environment.home();
  }

  /** The folder of Hadoop's configuration. */
  Path hadoopConf() {
    return environment.services().hadoopConf();
  }

  /** A file with simulated events, one per line. */
  Path file() throws IOException, InterruptedException {
    if (file == null) {
      Path simulated = simulate("", users(1), DAYS);
      events = lines(simulated);
      file = simulated;
    }
    return file;
  }

  /**
   * A file with simulated events of one day, one per line.
   *
   * @param events how many it has
   */
  record DayFile(Path path, long events) {}

  /** About as many events as {@link #file} has, but all of one day. */
  DayFile day() throws IOException, InterruptedException {
    if (day == null) {
      Path simulated = simulate("-day", divideUp(wanted, EVENTS_PER_USER_AND_DAY), "1");
      day = new DayFile(simulated, lines(simulated));
    }
    return day;
  }

  private Path simulate(String suffix, int users, String days)
      throws IOException, InterruptedException {
    Path simulated = path(suffix);
    programs.deploy(
        "simulate" + suffix,
        List.of(
            "simulate",
            "--users",
            "" + users,
            "--days",
            days,
            "--seed",
            SEED,
            "--out",
            simulated.toString()));
    return simulated;
  }

  private Path path(String suffix) {
    return folder.resolve(id + suffix + ".jsonl");
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  /** How many users make a part of the events that are wanted: a half if {@code divisor} is 2. */
  int users(int divisor) {
    return divideUp(wanted / divisor, EVENTS_PER_USER);
  }

  private static int divideUp(int number, int by) {
    return (number + by - 1) / by;
  }

  /** Whether so few events are wanted that measuring them well would be a waste of time. */
  boolean isTrial() {
    return wanted < TRIAL_EVENTS;
  }

  /** Options of a JVM that may run Spark and logs as our own do. */
  List<String> jvmOptions() {
    return List.of(
        "@" + home().root().resolve("cli/target/jvm.options"),
        "-Dlogback.configurationFile=" + home().logback());
  }

  /** How many events the file has. */
  long events() throws IOException, InterruptedException {
    file();
    return events;
  }

  /** Likewise; empty if no part has needed the file. */
  public OptionalLong eventsIfAny() {
    return file == null ? OptionalLong.empty() : OptionalLong.of(events);
  }

  /** The dataset whose topic holds the events. */
  String dataset() throws IOException, InterruptedException {
    if (!hasTopic) {
      hasTopic = true;
      programs.deploy("produce", List.of("produce", "--dataset", id, "--input", file().toString()));
      cluster.requireRecords(topic(), events);
    }
    return id;
  }

  /** The topic of {@link #dataset}. */
  String topic() {
    return id + ".events";
  }

  /** A lake.base under which the events have landed. */
  String lake() throws IOException, InterruptedException {
    if (lake == null) {
      String base = cluster.folder("lake");
      programs.deploy(
          "land",
          List.of("stream", "--dataset", dataset(), "--until-caught-up", "-Dlake.base=" + base));
      lake = base;
    }
    return lake;
  }

  /** The name of a dataset for one run; its topic is deleted by who uses it. */
  String newDataset(String suffix) {
    return id + "-" + suffix;
  }

  @Override
  public void close() throws IOException {
    if (hasTopic) {
      cluster.deleteTopic(topic());
    }
    cluster.deleteAll();
    FileTree.delete(path(""));
    FileTree.delete(path("-day"));
  }
}
