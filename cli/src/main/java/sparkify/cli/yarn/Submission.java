package sparkify.cli.yarn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import sparkify.cli.Home;
import sparkify.cli.Services;
import sparkify.common.config.ContainerSettings;
import sparkify.common.config.Settings;
import sparkify.common.config.YarnSettings;
import sparkify.common.launch.OperatorError;

/** Hands an application to YARN in cluster mode, with Spark's own submitter in a JVM of its own. */
public final class Submission {
  private static final Pattern THROWN =
      Pattern.compile("Exception(?: in thread \"\\w+\" [\\w.$]+)?: (.+)");
  private static final String LOCAL_ADDRESS = "127.0.0.1";

  private final Settings settings;
  private final Home home;
  private final Services services;

  /**
   * What to submit.
   *
   * @param main class
   * @param jars names of our own jars that it needs, without versions; the main class is in the
   *     first
   * @param tag by which it is found again
   * @param conf Spark settings beside those that every application gets
   */
  public record Application(
      String name,
      String main,
      List<String> jars,
      String tag,
      ContainerSettings driver,
      ContainerSettings executor,
      Map<String, String> conf,
      List<String> arguments) {
    public Application {
      jars = List.copyOf(jars);
      conf = Map.copyOf(conf);
      arguments = List.copyOf(arguments);
    }
  }

  public Submission(Settings settings, Home home, Services services) {
    this.settings = settings;
    this.home = home;
    this.services = services;
  }

  /**
   * Submits, and returns as soon as YARN has accepted it.
   *
   * @throws OperatorError when it was not accepted, with what the submitter said last
   */
  public ApplicationReport submit(
      Application application, Configuration configuration, Applications applications)
      throws IOException, InterruptedException {
    String archive =
        new LibraryArchive(home.libraries())
            .ensure(FileSystem.get(configuration), settings.yarn().archiveDirectory());
    String tag = Applications.SUBMISSION + UUID.randomUUID();
    Path folder = Files.createTempDirectory("sparkify-submit");
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Files.writeString(folder.resolve("app.conf"), settings.hocon());
      Files.copy(home.logback(), folder.resolve("logback.xml"));
      List<Path> jars = copyPrograms(application.jars(), folder);
      run(command(application, archive, tag, jars), application);
      return applications.tagged(tag).stream()
          .findFirst()
          .orElseThrow(
              () ->
                  new OperatorError(
                      "Cannot find " + application.name() + " at YARN after its submission"));
    } finally {
      delete(folder);
    }
  }

  private void run(List<String> command, Application application)
      throws IOException, InterruptedException {
    Path log = home.logs().resolve("submit.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    String conf = services.hadoopConf().toString();
    builder.environment().put("HADOOP_CONF_DIR", conf);
    builder.environment().put("YARN_CONF_DIR", conf);
    if (Services.areLocal()) {
      builder.environment().put("SPARK_LOCAL_IP", LOCAL_ADDRESS);
      builder.environment().put("SPARK_LOCAL_HOSTNAME", "localhost");
    }
    Process submit = builder.start();
    int code;
    try {
      code = submit.waitFor();
    } finally {
      submit.destroy();
    }
    if (code != 0) {
      throw new OperatorError(
          "Cannot submit %s: %s (spark-submit ended with %d; .local/logs/submit.log)"
              .formatted(application.name(), reason(log), code));
    }
  }

  private List<String> command(
      Application application, String archive, String tag, List<Path> jars) {
    Path main = jars.get(0);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dlogback.configurationFile=" + home.logback());
    command.add("-cp");
    command.add(services.hadoopConf() + ":" + home.libraries() + "/*");
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", "yarn", "--deploy-mode", "cluster"));
    command.addAll(List.of("--name", application.name(), "--class", application.main()));
    command.addAll(List.of("--jars", list(jars.subList(1, jars.size()))));
    command.addAll(
        List.of(
            "--files",
            list(List.of(main.resolveSibling("app.conf"), main.resolveSibling("logback.xml")))));
    conf(application, archive, tag)
        .forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.add(main.toString());
    command.addAll(List.of("--config", "app.conf"));
    command.addAll(application.arguments());
    return command;
  }

  private Map<String, String> conf(Application application, String archive, String tag) {
    YarnSettings yarn = settings.yarn();
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.yarn.archive", archive);
    conf.put("spark.yarn.queue", yarn.queue());
    conf.put("spark.yarn.tags", application.tag() + "," + tag);
    conf.put("spark.yarn.submit.waitAppCompletion", "false");
    conf.put("spark.driver.memory", mib(application.driver().memoryBytes()));
    conf.put("spark.driver.memoryOverhead", mib(application.driver().overheadBytes()));
    conf.put("spark.executor.memory", mib(application.executor().memoryBytes()));
    conf.put("spark.executor.memoryOverhead", mib(application.executor().overheadBytes()));
    String options = "-Dlogback.configurationFile=logback.xml";
    conf.put("spark.driver.extraJavaOptions", options);
    conf.put("spark.executor.extraJavaOptions", options);
    if (Services.areLocal()) {
      for (String role : List.of("spark.yarn.appMasterEnv.", "spark.executorEnv.")) {
        conf.put(role + "SPARK_LOCAL_IP", LOCAL_ADDRESS);
        conf.put(role + "SPARK_LOCAL_HOSTNAME", "localhost");
      }
    }
    if (!yarn.principal().isEmpty()) {
      conf.put("spark.kerberos.principal", yarn.principal());
      conf.put("spark.kerberos.keytab", yarn.keytab());
    }
    conf.putAll(application.conf());
    conf.putAll(yarn.conf());
    return conf;
  }

  /** Copies, because the checkout's path may hold characters that Spark's lists of files cannot. */
  private List<Path> copyPrograms(List<String> names, Path folder) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (String name : names) {
      Path jar = home.program(name);
      copies.add(Files.copy(jar, folder.resolve(name + ".jar")));
    }
    return copies;
  }

  private static String list(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(","));
  }

  /** The first line that names an exception, without its class; else the last line. */
  private static String reason(Path log) throws IOException {
    String last = "it said nothing";
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

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
