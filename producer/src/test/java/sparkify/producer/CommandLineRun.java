package sparkify.producer;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.launch.Launcher;

/** The outcome of a command, run as a shell runs it. */
public record CommandLineRun(int exitCode, String out, String err) {

  /** Runs a command against a broker and a dataset. */
  public static CommandLineRun on(
      EmbeddedKafka kafka, String dataset, Object command, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("-Dkafka.bootstrap-servers=" + kafka.bootstrapServers());
    all.add("--dataset=" + dataset);
    return run(command, all.toArray(String[]::new));
  }

  /** Runs a command with just these arguments. */
  public static CommandLineRun run(Object command, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream oldOut = System.out;
    PrintStream oldErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = Launcher.run(command, arguments);
      return new CommandLineRun(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(oldOut);
      System.setErr(oldErr);
    }
  }
}
