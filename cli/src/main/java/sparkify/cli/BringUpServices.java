package sparkify.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import sparkify.cli.environment.Environment;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.UsesServices;

/** Starts the local cluster, if it is used, before a command that needs services. */
final class BringUpServices implements IExecutionStrategy {
  @Override
  public int execute(ParseResult parsed) {
    if (isNeeded(parsed)) {
      CommandSpec command = last(parsed).commandSpec();
      try {
        bringUp(command);
      } catch (RuntimeException e) {
        throw new CommandLine.ExecutionException(
            command.commandLine(), String.valueOf(e.getMessage()), e);
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Whether the command that will run uses services. */
  static boolean isNeeded(ParseResult parsed) {
    ParseResult last = last(parsed);
    boolean printsHelp = last.isUsageHelpRequested() || last.isVersionHelpRequested();
    return !printsHelp
        && last.commandSpec().userObject() instanceof UsesServices command
        && command.usesServices();
  }

  private static void bringUp(CommandSpec command) {
    for (CommandSpec mixin : command.mixins().values()) {
      if (mixin.userObject() instanceof CommonOptions options) {
        Environment.started(options.settings(), command.commandLine().getErr());
      }
    }
  }

  private static ParseResult last(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last;
  }
}
