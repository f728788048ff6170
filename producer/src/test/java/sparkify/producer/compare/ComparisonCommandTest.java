package sparkify.producer.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sparkify.producer.CommandLineRun;
import sparkify.producer.SimulateCommand;

@Timeout(60)
class ComparisonCommandTest {
  @TempDir private Path folder;

  @Test
  void printsTheTableAndWritesNothing() throws IOException {
    Path file = new EventLines().rows("1", 1, "a", "Home").in(folder, "real.json");
    CommandLineRun run = simulate("--compare=" + file);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("real.json").contains("distributions close");
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void aFileThatCannotBeReadIsAFailureInOneLine() {
    CommandLineRun run = simulate("--compare=" + folder.resolve("none"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    // The log, which the tests print, has it too.
    assertThat(run.err().lines().filter(line -> line.startsWith("Cannot compare with ")))
        .containsExactly(
            "Cannot compare with " + folder.resolve("none") + ": there is no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--out=x.json", "--force", "--limit=3", "--time-interval=1s"})
  void refusesWhatOnlyMattersToWriteOrSend(String option) throws IOException {
    Path file = new EventLines().rows("1", 1, "a").in(folder, "real.json");
    CommandLineRun run = simulate("--compare=" + file, option);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no use for " + option.replaceFirst("=.*", ""));
  }

  @Test
  void needsNoServices() {
    SimulateCommand command = new SimulateCommand();
    new CommandLine(command).parseArgs("--compare=real.json");
    assertThat(command.usesServices()).isFalse();
  }

  private static CommandLineRun simulate(String... options) {
    List<String> all = new ArrayList<>(List.of("--users=5", "--days=5", "--seed=3"));
    all.addAll(List.of(options));
    return CommandLineRun.run(new SimulateCommand(), all.toArray(String[]::new));
  }
}
