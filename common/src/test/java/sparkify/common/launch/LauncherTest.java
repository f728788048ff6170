package sparkify.common.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparkify.common.OperatorError;
import sparkify.common.TooLittleData;
import sparkify.common.config.Settings;

@ResourceLock(Resources.SYSTEM_ERR)
class LauncherTest {
  /** Silenced here: in tests, its log goes to the same stream. */
  private final Logger log = (Logger) LoggerFactory.getLogger(Launcher.class);

  private final PrintStream systemErr = System.err;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void captureErr() {
    log.setLevel(Level.OFF);
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreErr() {
    System.setErr(systemErr);
    log.setLevel(null);
  }

  @Test
  void exitsWithTheCodeOfTheCommand() {
    assertThat(Launcher.run(new Work(() -> 0))).isEqualTo(ExitCode.OK);
    assertThat(Launcher.run(new Work(() -> 1))).isEqualTo(ExitCode.FAILED);
    assertThat(printed()).isEmpty();
  }

  @Test
  void printsAnOperatorErrorInOneLine() {
    int code = Launcher.run(new Work(LauncherTest::cannot));
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(printed()).isEqualTo("Cannot find topic x: it does not exist\n");
  }

  @Test
  void aWantOfDataHasAnExitCodeOfItsOwn() {
    Callable<Integer> work =
        () -> {
          throw new TooLittleData("Cannot score: there is no current model");
        };
    assertThat(Launcher.run(new Work(work))).isEqualTo(3);
    assertThat(printed()).isEqualTo("Cannot score: there is no current model\n");
  }

  @Test
  void printsAnyOtherErrorInOneLineToo() {
    int code =
        Launcher.run(
            new Work(
                () -> {
                  throw new IllegalStateException("odd");
                }));
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(printed())
        .isEqualTo(
            "Failed: java.lang.IllegalStateException: odd (--debug prints the stack trace)\n");
  }

  @Test
  void printsTheStackTraceWithDebug() {
    assertThat(Launcher.run(new Work(LauncherTest::cannot), "--debug")).isEqualTo(ExitCode.FAILED);
    assertThat(printed()).contains("Cannot find topic x").contains("at sparkify.common.launch.");
  }

  @Test
  void exitsWithTwoWhenTheCommandLineIsInvalid() {
    assertThat(Launcher.run(new Work(() -> 0), "--colur", "red")).isEqualTo(ExitCode.USAGE);
    assertThat(printed()).contains("--colur").contains("--colour").contains("See 'work --help'.");
  }

  @Test
  void readsSettingsFromTheCommandLine() {
    Work work = new Work(() -> 0);
    int code = Launcher.run(work, "-Dkafka.timeout=7s", "--dataset", "medium");
    assertThat(code).isEqualTo(ExitCode.OK);
    Settings settings = work.options.settings();
    assertThat(settings.kafka().timeout()).hasSeconds(7);
    assertThat(settings.dataset().topic()).isEqualTo("medium.events");
  }

  @Test
  void printsABadSettingInOneLine() {
    Work work = new Work(() -> 0);
    work.readsSettings = true;
    assertThat(Launcher.run(work, "-Dkafka.timeout=soon")).isEqualTo(ExitCode.FAILED);
    assertThat(printed()).startsWith("-Dkafka.timeout: ").hasLineCount(1);
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static int cannot() {
    throw new OperatorError(
        "Cannot find topic x: it does not exist", new RuntimeException("cause"));
  }

  @Command(name = "work", mixinStandardHelpOptions = true)
  private static final class Work implements Callable<Integer> {
    private final Callable<Integer> what;
    private boolean readsSettings;

    @Mixin private CommonOptions options = new CommonOptions();

    @SuppressWarnings("UnusedVariable")
    @Option(names = "--colour")
    private String colour = "";

    Work(Callable<Integer> what) {
      this.what = what;
    }

    @Override
    public Integer call() throws Exception {
      if (readsSettings) {
        options.settings();
      }
      return what.call();
    }
  }
}
