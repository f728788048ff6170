package sparkify.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import sparkify.cli.environment.Services;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.Home;
import sparkify.common.launch.UsesServices;

/** Starts the local services, where they are used, for every command that works with them. */
final class BringUpServices implements IExecutionStrategy {
  @Override
  public int execute(ParseResult parsed) {
    ParseResult deepest = deepest(parsed);
    CommandSpec command = deepest.commandSpec();
    boolean asksForHelp = deepest.isUsageHelpRequested() || deepest.isVersionHelpRequested();
    if (!asksForHelp && command.userObject() instanceof UsesServices uses && uses.usesServices()) {
      try {
        bringUp(command);
      } catch (RuntimeException e) {
        throw new CommandLine.ExecutionException(
            command.commandLine(), String.valueOf(e.getMessage()), e);
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static void bringUp(CommandSpec command) {
    for (CommandSpec mixin : command.mixins().values()) {
      if (mixin.userObject() instanceof CommonOptions options) {
        Services services = new Services(options.settings(), Home.current());
        services.bringUp(command.commandLine().getErr());
        services.useConfiguration();
      }
    }
  }

  private static ParseResult deepest(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last;
  }
}
