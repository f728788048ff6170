package sparkify.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RootCauseTest {
  @Test
  void isTheMessageOfTheInnermostCause() {
    Exception inner = new IOException("disk full");
    Exception outer = new IllegalStateException("outer", new RuntimeException("middle", inner));
    assertThat(RootCause.message(outer)).isEqualTo("disk full");
    assertThat(RootCause.message(inner)).isEqualTo("disk full");
  }

  @Test
  void isOneLineWithoutTheStackTraceOfAnotherProcess() {
    Exception remote =
        new IOException("Permission denied: user=x\n\tat org.apache.Checker.check\n");
    assertThat(RootCause.message(new RuntimeException("outer", remote)))
        .isEqualTo("Permission denied: user=x");
  }

  @Test
  void isTheClassNameWhenThereIsNoMessage() {
    assertThat(RootCause.message(new RuntimeException("outer", new IOException())))
        .isEqualTo("java.io.IOException");
  }
}
