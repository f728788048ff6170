package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TroubleOptionsTest {
  @TempDir private Path folder;

  @Test
  void simulatedEventsAreWrittenWithTheirTrouble() throws IOException {
    Path plain = folder.resolve("plain.json");
    Path broken = folder.resolve("broken.json");
    assertThat(simulate("--out=" + plain).exitCode()).isZero();
    CommandLineRun run = simulate("--out=" + broken, "--inject=malformed=0.1", "--inject-seed=7");
    assertThat(run.exitCode()).isZero();
    Path side = folder.resolve("side/simulation-1.injected.jsonl");
    assertThat(run.err()).contains("Injecting malformed=0.1 seed 7; see " + side);
    List<String> before = Files.readAllLines(plain);
    List<String> after = Files.readAllLines(broken);
    assertThat(after).hasSameSizeAs(before);
    long changed =
        Stream.iterate(0, i -> i + 1)
            .limit(before.size())
            .filter(i -> !before.get(i).equals(after.get(i)))
            .count();
    assertThat(Files.readAllLines(side)).hasSize((int) changed).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--inject=broken=0.1 | Invalid value for option '--inject': there is no kind 'broken'",
        "--inject=late=0.6,huge=0.6 | must be at most 1 together",
        "--inject-seed=3 | --inject-seed is for --inject",
      })
  void namesAnInvalidOption(String option, String why) {
    CommandLineRun run = simulate("--out=" + folder.resolve("x.json"), option);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(why);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"--truth", "--compare"})
  void theServiceItselfGetsIntoNoTrouble(String option) {
    CommandLineRun run = simulate(option + "=/dev/null", "--inject=huge=0.1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--inject cannot be used with --truth or --compare");
  }

  @Test
  void aKindThatTheFeedCannotHaveIsRefusedInOneLine() {
    CommandLineRun run =
        simulate("--feed=access", "--out=" + folder.resolve("log"), "--inject=unknown-field=0.1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines().filter(line -> line.startsWith("Cannot ")))
        .singleElement()
        .asString()
        .startsWith("Cannot inject unknown-field: records of the feed access");
    assertThat(folder).isEmptyDirectory();
  }

  private CommandLineRun simulate(String... options) {
    return CommandLineRun.run(
        new SimulateCommand(),
        Stream.concat(
                Stream.of(options),
                Stream.of(
                    "--users=20",
                    "--days=5",
                    "-Dproducer.side-directory=" + folder.resolve("side")))
            .toArray(String[]::new));
  }
}
