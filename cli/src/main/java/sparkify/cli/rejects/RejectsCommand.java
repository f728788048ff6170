package sparkify.cli.rejects;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.lake.rejects.LiveRejects;
import sparkify.lake.table.RejectedRecord;

/** Shows what could not become an event, and why. */
@Command(
    name = "rejects",
    description = {
      "Count the records that could not become an event by reason, and show the newest of them.",
      "./deploy.sh redrive moves those that today's version can read into the lake."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RejectsCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--reason",
      paramLabel = "R",
      description = "Show only records rejected for this reason, such as wrong-type.")
  private @Nullable String reason;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Show at most N records (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--json",
      description = "Print only the records, each as one line of JSON with all that is kept of it.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Lake lake = Environment.running(options.settings()).lake();
    lake.requireCommits("show the rejects of");
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    LiveRejects rejects = new LiveRejects(lake.commits());
    if (!json) {
      out.println(RejectText.summary(rejects.summary()));
    }
    for (RejectedRecord record : rejects.newest(reason, limit)) {
      out.println(json ? RejectJson.of(record) : RejectText.line(record));
    }
    out.flush();
    return ExitCode.OK;
  }
}
