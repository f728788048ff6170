package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Commands that are killed and run again while their applications are still at work. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@ResourceLock(value = Pipeline.CLUSTER, mode = ResourceAccessMode.READ)
class KilledClientIT {
  @RegisterExtension static final Pipeline pipeline = new Pipeline();

  @Test
  void theSameCommandWaitsForTheApplicationAndFindsNothingLeftToDo() throws Exception {
    pipeline.send("orphan", 10);
    pipeline.run("stream", "--until-caught-up", "--dataset", "orphan").exits(0);
    String[] analyze = {"analyze", "--table", "top_songs", "--dataset", "orphan"};
    String application = killOnceAccepted(analyze);
    assertThat(pipeline.run(analyze).exits(0).out().lines())
        .containsExactly(
            application
                + " is doing that already (sparkify analyze orphan): waiting until it has ended",
            "Nothing to do: 3 tables are current");
  }

  /** Kills a command as soon as YARN has accepted its application, and names that. */
  private static String killOnceAccepted(String... arguments) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(Pipeline.HOME.resolve("deploy.sh").toString()),
                Stream.concat(
                    Stream.of(arguments), Stream.of("--config", pipeline.config().toString())))
            .toList();
    Process client = new ProcessBuilder(command).start(); // The shell replaces itself.
    try (BufferedReader out = client.inputReader(StandardCharsets.UTF_8)) {
      return out.lines()
          .filter(line -> line.contains(" accepted: "))
          .findFirst()
          .orElseThrow()
          .strip()
          .replaceFirst(" accepted: .*", "");
    } finally {
      client.destroyForcibly();
    }
  }
}
