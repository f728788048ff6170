package sparkify.cli.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DiagnosticsTest {
  @Test
  void stackTraceOfTheServerIsLeftOut() {
    String message =
        """
        Application with id 'application_1_0001' doesn't exist in RM.
        \tat org.apache.hadoop.yarn.server.ClientRMService.report(ClientRMService.java:1)
        \tat org.apache.hadoop.ipc.Server.run(Server.java:2)
        \t... 3 more
        """;
    assertThat(Diagnostics.oneLine(message))
        .isEqualTo("Application with id 'application_1_0001' doesn't exist in RM.");
  }

  @Test
  void exceptionOfAnApplicationIsReducedToItsMessage() {
    String diagnostics =
        """
        [1] User class threw exception: sparkify.common.OperatorError: Cannot land x: gone
        \tat sparkify.streaming.LandMain.main(LandMain.java:1)
        """;
    assertThat(Diagnostics.oneLine(diagnostics)).isEqualTo("Cannot land x: gone");
  }

  @Test
  void longTextIsCut() {
    assertThat(Diagnostics.oneLine("x".repeat(10_000))).hasSize(500);
  }

  @Test
  void noDiagnosticsAreNothing() {
    assertThat(Diagnostics.oneLine(null)).isEqualTo("nothing");
    assertThat(Diagnostics.oneLine("  \n")).isEqualTo("nothing");
  }
}
