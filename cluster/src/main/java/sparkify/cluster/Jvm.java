package sparkify.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkify.common.OperatorError;

/** Starts JVMs that outlive this one. */
record Jvm(Layout layout) {
  /**
   * Quick to start and small: the simplest garbage collector and only the first compiler. A daemon
   * that runs out of memory exits, so that it can be restarted, rather than continue damaged.
   */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.net.preferIPv4Stack=true",
          "-DLOG_TO=FILE",
          "-DROOT_LEVEL=INFO");

  /** Prefixes of variables that would point the daemons at another cluster. */
  private static final List<String> FOREIGN =
      List.of("HADOOP_", "HDFS_", "YARN_", "KAFKA_", "SPARK_", "CLASSPATH");

  /** The argument that identifies a daemon of this cluster in the process list. */
  String mark(String name) {
    return "-Dsparkify.daemon=" + layout.directory() + "/" + name;
  }

  /** The log file of a daemon. */
  Path log(String name) {
    return layout.logs().resolve(name + ".log");
  }

  /** The file for what a daemon prints outside its log, such as why its JVM cannot start. */
  Path output(String name) {
    return layout.logs().resolve(name + ".out");
  }

  /**
   * Starts {@code command}, main class and arguments, on a daemon's class path.
   *
   * @param name for its log and its mark: the daemon's own, or another for a helper process
   */
  Process start(Daemon daemon, String name, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(commandLine(daemon, name, command));
    builder.directory(layout.logs().toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(output(name).toFile());
    builder.environment().keySet().removeIf(v -> FOREIGN.stream().anyMatch(v::startsWith));
    builder.environment().putAll(environment(daemon));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new OperatorError("Cannot start " + daemon.name() + ": " + e.getMessage(), e);
    }
  }

  private List<String> commandLine(Daemon daemon, String name, List<String> command) {
    List<String> line = new ArrayList<>();
    // In its own session a daemon survives Ctrl-C, a hang-up, and a kill of the process group that
    // started it.
    session().ifPresent(setsid -> line.add(setsid.toString()));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add(mark(name));
    line.add("-Xmx" + (daemon.heapBytes() >> 20) + "m");
    line.addAll(OPTIONS);
    line.add("-DLOG_FILE=" + log(name));
    line.add("-Dlogback.configurationFile=" + layout.logback());
    line.add("-Dhadoop.log.dir=" + layout.logs());
    line.addAll(command);
    return line;
  }

  private Map<String, String> environment(Daemon daemon) {
    return Map.of(
        "JAVA_HOME", System.getProperty("java.home"),
        "CLASSPATH", classPath(daemon),
        "HADOOP_CONF_DIR", layout.plainHadoopConf().toString(),
        "HADOOP_LOG_DIR", layout.logs().toString());
  }

  /** Goes into the environment: in a command line it would drown everything else. */
  private String classPath(Daemon daemon) {
    Path list = layout.classPath(daemon.module());
    if (!Files.isReadable(list)) {
      throw new OperatorError(
          "Cannot start " + daemon.name() + ": " + list + " is missing; run ./deploy.sh build");
    }
    try {
      return Stream.concat(
              Stream.of(daemon.conf()),
              Arrays.stream(Files.readString(list).strip().split(":", -1))
                  .map(list::resolveSibling))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new OperatorError("Cannot read " + list + ": " + e, e);
    }
  }

  private static Optional<Path> session() {
    return Stream.of("/usr/bin/setsid", "/bin/setsid")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
