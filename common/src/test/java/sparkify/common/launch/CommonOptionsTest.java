package sparkify.common.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CommonOptionsTest {
  @Command(name = "work")
  private static final class Work implements Runnable {
    @Mixin private CommonOptions options = new CommonOptions();

    @Override
    public void run() {}
  }

  private final Work work = new Work();
  private final StringWriter err = new StringWriter();

  @Test
  void everyOverrideCounts() {
    assertThat(
            run("-Dkafka.topic.partitions=7", "-Dkafka.timeout=9s", "-Dstreaming.max-attempts=2"))
        .isEqualTo(ExitCode.OK);
    assertThat(work.options.settings().kafka().partitions()).isEqualTo(7);
    assertThat(work.options.settings().kafka().timeout()).hasSeconds(9);
    assertThat(work.options.settings().streaming().maxAttempts()).isEqualTo(2);
  }

  @Test
  void aSecretIsRefusedWhereEveryUserCouldSeeIt() {
    assertThat(run("-Dkafka.timeout=9s", "-Dkafka.client.ssl.key.password=hush"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("kafka.client.ssl.key.password")
        .contains("--config")
        .doesNotContain("hush");
  }

  @Test
  void whereASecretIsMayBeGivenOnTheCommandLine() {
    assertThat(run("-Dkafka.client.sasl.oauthbearer.token.endpoint.url=https://a"))
        .isEqualTo(ExitCode.OK);
  }

  private int run(String... arguments) {
    return new CommandLine(work).setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
