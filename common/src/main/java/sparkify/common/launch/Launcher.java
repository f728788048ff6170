package sparkify.common.launch;

import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import sparkify.common.OperatorError;
import sparkify.common.TooLittleData;

/** Runs picocli commands with the exit codes and one-line errors that all programs share. */
public final class Launcher {
  private static final Logger log = LoggerFactory.getLogger(Launcher.class);

  private Launcher() {}

  /**
   * Runs {@code command} and returns its exit code.
   *
   * @param command an object with picocli annotations
   * @param args the command line
   */
  public static int run(Object command, String... args) {
    return run(command, new CommandLine.RunLast(), args);
  }

  /** Likewise, with a strategy that may do something before the command or instead of it. */
  public static int run(Object command, IExecutionStrategy strategy, String... args) {
    CommandLine line = new CommandLine(command);
    line.setExecutionStrategy(strategy);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Launcher::usage);
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> failed(e, failed.getErr(), asksForStackTrace(parsed)));
    return line.execute(args);
  }

  private static int usage(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("See '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, PrintWriter err, boolean stackTrace) {
    log.error("Failed", e);
    if (stackTrace) {
      e.printStackTrace(err);
    } else if (e instanceof OperatorError) {
      err.println(e.getMessage());
    } else {
      err.println("Failed: " + e + " (--debug prints the stack trace)");
    }
    return e instanceof TooLittleData ? ExitCode.TOO_LITTLE_DATA : ExitCode.FAILED;
  }

  private static boolean asksForStackTrace(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.hasMatchedOption("--debug");
  }
}
