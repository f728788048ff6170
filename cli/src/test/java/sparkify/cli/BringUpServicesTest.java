package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class BringUpServicesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "produce --input events.json",
        "simulate --users 5",
        "tail",
        "stream --stop",
        "train",
        "score --top 3",
        "model show",
        "audit --deep",
        "dataset list",
        "dataset wipe sample",
      })
  void servicesAreStartedForCommandsThatUseThem(String line) {
    assertThat(isNeeded(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local up",
        "local status",
        "help",
        "status",
        "logs",
        "notebook",
        "demo",
        "simulate --out events.json",
        "simulate --users 5 --out events.json",
        "model",
        "dataset",
        "stream --help",
        "dataset list --version",
        "--help",
        "",
      })
  void servicesAreNotStartedForOtherCommandsNorForHelp(String line) {
    assertThat(isNeeded(line)).isFalse();
  }

  private static boolean isNeeded(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
    return BringUpServices.isNeeded(new CommandLine(new RootCommand()).parseArgs(arguments));
  }
}
