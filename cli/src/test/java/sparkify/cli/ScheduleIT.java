package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import sparkify.cli.notebook.NotebookPython;
import sparkify.common.FreePort;

/** The schedule in a real Airflow, on a small service that has events and no model. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@ResourceLock(value = Pipeline.CLUSTER, mode = ResourceAccessMode.READ)
class ScheduleIT {
  private static final String DATASET = "scheduled";
  private static final String DAY = "2018-10-20";
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String PORT = "" + FreePort.distinct(1).iterator().next();

  @RegisterExtension private static final Pipeline pipeline = new Pipeline();

  @AfterAll
  static void stopAirflow() throws Exception {
    if (NotebookPython.missing().isEmpty()) {
      schedule("--stop").exits(0);
    }
  }

  @Test
  void aTaskThatIsKilledIsTriedAgainAndTheSecondTimeThereIsNothingToDo() throws Exception {
    assumePython();
    land();
    CompletableFuture<DeployRun> first = runTheDay();
    kill("analyze --grain day");
    assertThat(first.get().exits(0).out())
        .containsPattern("compact-events +done")
        .containsPattern("compact-access +skipped .*: Cannot compact ")
        .containsPattern("day-tables +done .* at try 2")
        .containsPattern("score +skipped .*: Cannot place cutoffs: ")
        .contains("success after");
    DeployRun analyzed = analyzed();
    assertThat(analyzed.out()).startsWith("Nothing");
    assertThat(runTheDay().get().exits(0).out())
        .containsPattern("day-tables +done after \\S+ s\\R");
  }

  @Test
  void airflowIsStartedOnceAndStopped() throws Exception {
    assumePython();
    assertThat(schedule().exits(0).out())
        .contains("http://127.0.0.1:" + PORT)
        .containsPattern("password \\S+");
    assertThat(schedule().exits(0).out()).contains("password").doesNotContain("Started");
    assertThat(schedule("--stop").exits(0).out()).contains("Airflow is stopped");
    assertThat(schedule("--stop").exits(0).out()).contains("Airflow is not running");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    assumePython();
    schedule("--stop").exits(0);
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + held.getLocalPort();
      DeployRun run = schedule("--port", port).exits(1);
      assertThat(run.err().lines())
          .last()
          .asString()
          .startsWith("Cannot start Airflow on port " + port)
          .endsWith("choose another with --port");
    }
  }

  @Test
  void withoutAPythonThatFitsTheErrorSaysWhatToInstall() throws Exception {
    DeployRun run = schedule("-Dschedule.python=/nonexistent").exits(1);
    assertThat(run.err())
        .contains("/nonexistent was not found")
        .contains("schedule.python")
        .hasLineCount(1);
  }

  @Test
  void thePlanIsPrintedForAnotherAirflow() throws Exception {
    DeployRun run = schedule("--print", "-Dschedule.retry-delay=90s").exits(0);
    JsonNode plan = new ObjectMapper().readTree(run.out());
    assertThat(plan.path("options").toString())
        .startsWith("[\"--dataset\",\"scheduled\",\"--config\",\"" + pipeline.config());
    assertThat(plan.path("retry_delay").asDouble()).isEqualTo(90);
    assertThat(plan.path("when").path("daily").asText()).isEqualTo("30 1 * * *");
  }

  @Test
  void theAirflowProjectPassesItsTests() throws Exception {
    assumePython();
    schedule("--stop").exits(0); // Creates the environment.
    Path log = pipeline.directory().resolve("schedule-tests.log");
    String project = Pipeline.HOME.resolve("schedule").toAbsolutePath().normalize().toString();
    Process tests =
        new ProcessBuilder(python().toString(), "-m", "pytest", project)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(tests.waitFor()).as(Files.readString(log, StandardCharsets.UTF_8)).isZero();
  }

  private static void land() throws Exception {
    pipeline.run("simulate", "--users", "60", "--days", "20", "--dataset", DATASET).exits(0);
    pipeline.run("stream", "--until-caught-up", "--dataset", DATASET).exits(0);
  }

  private static CompletableFuture<DeployRun> runTheDay() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return schedule("--run", "daily", "--date", DAY, "-Dschedule.retry-delay=1s");
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static DeployRun analyzed() throws IOException, InterruptedException {
    return pipeline.run("analyze", "--grain", "day", "--to", DAY, "--dataset", DATASET).exits(0);
  }

  /** Kills the command with these arguments once it has begun. */
  private static void kill(String arguments) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<ProcessHandle> found = command(arguments);
    while (found.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
      found = command(arguments);
    }
    found.orElseGet(() -> fail("no task ran " + arguments)).destroyForcibly();
  }

  private static Optional<ProcessHandle> command(String arguments) {
    return ProcessHandle.allProcesses()
        .filter(p -> isJava(p) && line(p).contains(arguments) && line(p).contains(DATASET))
        .findFirst();
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/java");
  }

  private static String line(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  private static DeployRun schedule(String... arguments) throws IOException, InterruptedException {
    List<String> common = List.of("schedule", "--dataset", DATASET, "-Dschedule.port=" + PORT);
    return pipeline.run(
        Stream.concat(common.stream(), Stream.of(arguments)).toArray(String[]::new));
  }

  private static Path python() throws IOException {
    try (Stream<Path> environments = Files.list(Pipeline.HOME.resolve(".local/python/schedule"))) {
      return environments
          .map(environment -> environment.resolve("bin/python"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow();
    }
  }

  private static void assumePython() throws InterruptedException {
    String missing = NotebookPython.missing();
    assumeTrue(missing.isEmpty(), missing);
  }
}
