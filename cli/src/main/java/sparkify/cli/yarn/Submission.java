package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Services;
import sparkify.common.OperatorError;
import sparkify.common.PrivateFile;
import sparkify.common.config.ApplicationSettings;
import sparkify.common.config.Secrets;
import sparkify.common.config.YarnSettings;
import sparkify.common.launch.ApplicationInput;
import sparkify.common.launch.Home;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.spark.SnapshotReader;

/** Submits an application to YARN in cluster mode, running spark-submit in its own JVM. */
final class Submission {
  private static final Pattern THROWN =
      Pattern.compile("Exception(?: in thread \"\\w+\" [\\w.$]+)?: (.+)");

  /** One class of each module that every application needs in addition to its own. */
  private static final List<Class<?>> SHARED =
      List.of(SnapshotReader.class, LakeFileSystem.class, OperatorError.class);

  /** A submission takes seconds, unless a service is away: spark-submit waits for YARN. */
  /**
   * A driver hands out work and waits; compiling it well would take the cores from its executors.
   */
  private static final String DRIVER_JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /**
   * Throughput counts, pauses do not. G1 keeps each larger buffer of Parquet in regions of its own.
   */
  private static final String EXECUTOR_JVM = "-XX:+UseParallelGC";

  private static final Duration QUIET = Duration.ofSeconds(30);

  private final Environment environment;
  private final PrintWriter out;

  Submission(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  /**
   * Submits, and returns as soon as YARN has accepted it.
   *
   * @throws OperatorError when it is not accepted, with the reason that spark-submit printed
   */
  ApplicationReport submit(SparkApplication application, Applications applications)
      throws IOException, InterruptedException {
    String archive =
        new LibraryArchive(environment.home().libraries())
            .ensure(
                FileSystem.get(environment.configuration()),
                environment.settings().yarn().archiveDirectory());
    String tag = Applications.SUBMISSION + UUID.randomUUID();
    try (SubmissionFolder folder =
        SubmissionFolder.create(Path.of(System.getProperty("java.io.tmpdir")))) {
      Path conf =
          PrivateFile.write(
              folder.path().resolve("spark.properties"), conf(application, archive, tag));
      run(command(application, ship(application, folder.path()), conf), application);
      return applications.tagged(tag).stream()
          .findFirst()
          .orElseThrow(
              () ->
                  new OperatorError(
                      "Cannot find "
                          + application.name()
                          + " on YARN after submitting it; see .local/logs/submit.log"));
    }
  }

  /**
   * The files sent with an application.
   *
   * @param main the jar of its main class
   * @param jars the other jars of this project
   * @param files placed in the working folder of each container
   */
  private record Shipped(Path main, List<Path> jars, List<Path> files) {}

  /**
   * Copies the files, because the checkout's path may have characters that Spark's file lists do
   * not allow.
   */
  private Shipped ship(SparkApplication application, Path folder) throws IOException {
    List<Path> files =
        new ArrayList<>(
            new ApplicationInput<>(environment.settings(), application.request()).write(folder));
    files.add(Files.copy(environment.home().logback(), folder.resolve("logback.xml")));
    List<Path> jars = new ArrayList<>();
    for (Class<?> part : SHARED) {
      jars.add(copy(Home.jar(part), folder));
    }
    return new Shipped(copy(Home.jar(application.main()), folder), jars, files);
  }

  private static Path copy(Path file, Path folder) throws IOException {
    return Files.copy(file, folder.resolve(file.getFileName()));
  }

  private void run(List<String> command, SparkApplication application)
      throws IOException, InterruptedException {
    Path log = environment.home().logs().resolve("submit.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment.services().variables());
    Process submit = builder.start();
    int code;
    try {
      code = exitCode(submit);
    } finally {
      submit.destroy();
    }
    if (code != 0) {
      throw new OperatorError(
          "Cannot submit %s: %s (spark-submit exited with %d; see .local/logs/submit.log)"
              .formatted(application.name(), reason(log), code));
    }
  }

  private int exitCode(Process submit) throws InterruptedException {
    if (!submit.waitFor(QUIET.toSeconds(), TimeUnit.SECONDS)) {
      out.println(
          "  waiting: spark-submit has not finished; if YARN or HDFS is away, it waits until they are back (see .local/logs/submit.log)");
      out.flush();
    }
    return submit.waitFor();
  }

  private List<String> command(SparkApplication application, Shipped shipped, Path conf) {
    Home home = environment.home();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dlogback.configurationFile=" + home.logback());
    command.add("-cp");
    command.add(environment.services().hadoopConf() + ":" + home.libraries() + "/*");
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", "yarn", "--deploy-mode", "cluster"));
    command.addAll(List.of("--name", application.name(), "--class", application.main().getName()));
    command.addAll(List.of("--jars", list(shipped.jars()), "--files", list(shipped.files())));
    // A file, because every user of the machine can see the command line.
    command.addAll(List.of("--properties-file", conf.toString()));
    command.add(shipped.main().toString());
    return command;
  }

  private Map<String, String> conf(SparkApplication application, String archive, String tag) {
    YarnSettings yarn = environment.settings().yarn();
    ApplicationSettings containers = application.containers();
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.yarn.archive", archive);
    conf.put("spark.yarn.queue", yarn.queue());
    conf.put("spark.yarn.tags", application.tag() + "," + tag);
    conf.put("spark.yarn.submit.waitAppCompletion", "false");
    conf.put("spark.driver.memory", mib(containers.driver().memoryBytes()));
    conf.put("spark.driver.memoryOverhead", mib(containers.driver().overheadBytes()));
    conf.put("spark.executor.memory", mib(containers.executor().memoryBytes()));
    conf.put("spark.executor.memoryOverhead", mib(containers.executor().overheadBytes()));
    conf.put("spark.executor.instances", "" + containers.executors());
    conf.put("spark.executor.cores", "" + containers.executorCores());
    conf.put("spark.driver.defaultJavaOptions", DRIVER_JVM);
    conf.put("spark.executor.defaultJavaOptions", EXECUTOR_JVM);
    String options = "-Dlogback.configurationFile=logback.xml";
    conf.put("spark.driver.extraJavaOptions", options);
    conf.put("spark.executor.extraJavaOptions", options);
    for (String role : List.of("spark.yarn.appMasterEnv.", "spark.executorEnv.")) {
      Services.loopbackVariables().forEach((name, value) -> conf.put(role + name, value));
    }
    // For Spark's own writers; LakeFileSystem does as the settings say.
    conf.put("spark.hadoop.fs.permissions.umask-mode", environment.settings().lake().umask());
    if (!yarn.principal().isEmpty()) {
      conf.put("spark.kerberos.principal", yarn.principal());
      conf.put("spark.kerberos.keytab", yarn.keytab());
    }
    conf.put("spark.redaction.regex", Secrets.SPARK_REDACTION);
    conf.putAll(application.conf());
    conf.putAll(yarn.conf());
    return conf;
  }

  private static String list(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(","));
  }

  /** The message of the first exception in the log; else the last line. */
  private static String reason(Path log) throws IOException {
    String last = "it printed nothing";
    for (String line : Files.readAllLines(log)) {
      Matcher thrown = THROWN.matcher(line);
      if (thrown.find()) {
        return thrown.group(1);
      }
      last = line.isBlank() ? last : line.strip();
    }
    return last;
  }

  private static String mib(long bytes) {
    return (bytes >> 20) + "m";
  }
}
