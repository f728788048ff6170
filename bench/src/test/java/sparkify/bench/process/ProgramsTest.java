package sparkify.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;

class ProgramsTest {
  @TempDir private Path home;

  private Programs programs;

  @BeforeEach
  void prepare() throws IOException {
    Path deploy = Files.writeString(home.resolve("deploy.sh"), "#!/bin/sh\nexec \"$@\"\n");
    assertThat(deploy.toFile().setExecutable(true)).isTrue();
    programs = new Programs(home, home.resolve("logs"), Map.of());
  }

  @Test
  void keepsWhatAProgramPrints() throws IOException, InterruptedException {
    Ended ended = programs.deploy("greeting", List.of("echo", "hello"));

    assertThat(ended.output()).containsExactly("hello");
    assertThat(home.resolve("logs/greeting.out")).hasContent("hello");
  }

  @Test
  void aFailureNamesItsLastErrorAndItsLog() {
    assertThatThrownBy(
            () ->
                programs.run(
                    "bad", List.of("sh", "-c", "echo first >&2; echo 'no way' >&2; exit 4")))
        .isInstanceOf(OperatorError.class)
        .hasMessage("bad ended with code 4: no way (logs/bad.err)");
  }

  @Test
  void theTimeOfAProgramEndsWhenItEndsAndNotWhenItIsAskedFor()
      throws IOException, InterruptedException {
    try (Started early = programs.startDeploy("early", List.of("true"))) {
      Ended late = programs.deploy("late", List.of("sleep", "2"));

      assertThat(early.end().time()).isLessThan(late.time());
    }
  }
}
