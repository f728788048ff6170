package sparkify.cli;

import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import sparkify.common.config.Settings;
import sparkify.common.launch.CommonOptions;

/** Gives every command that works with services its cluster, started first where it is local. */
final class BringUpServices implements IExecutionStrategy {
  /** Work without services, say themselves that there are none, or start them as a step. */
  private static final Set<String> WITHOUT =
      Set.of("local", "help", "status", "logs", "notebook", "demo");

  @Override
  public int execute(ParseResult parsed) {
    if (parsed.hasSubcommand() && needsServices(parsed.subcommand())) {
      CommandSpec command = deepest(parsed).commandSpec();
      try {
        bringUp(command);
      } catch (RuntimeException e) {
        throw new CommandLine.ExecutionException(
            command.commandLine(), String.valueOf(e.getMessage()), e);
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static boolean needsServices(ParseResult command) {
    boolean toFile = command.hasMatchedOption("--out"); // A simulation that sends nothing.
    boolean asksForHelp =
        deepest(command).isUsageHelpRequested() || deepest(command).isVersionHelpRequested();
    return !WITHOUT.contains(command.commandSpec().name()) && !toFile && !asksForHelp;
  }

  private static void bringUp(CommandSpec command) {
    for (CommandSpec mixin : command.mixins().values()) {
      if (mixin.userObject() instanceof CommonOptions options) {
        Settings settings = options.settings();
        Services services = new Services(settings, Home.current());
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
