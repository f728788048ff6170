package sparkify.lake.audit;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparkify.common.config.Settings;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.lake.Feed;
import sparkify.lake.audit.AuditRequest.Depth;

/** Audits a dataset: exit code 0 when it is balanced, 1 otherwise. */
@Command(
    name = "audit",
    description = {
      "Check that each Kafka offset is in exactly one of: the lake, the rejects, a recorded gap,"
          + " or absent (never delivered to a read_committed reader).",
      "The exit code is 1 if any is not. Records that have yet to land do not matter."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class AuditCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Option(
      names = "--deep",
      description =
          "Also read every file and compare its bytes and offsets with the log, compare the folders"
              + " with the log, and read again what Kafka still has and compare it with what"
              + " landed.")
  private boolean deep;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Settings settings = options.settings();
    AuditReport report =
        Audit.run(
            new AuditRequest(
                settings, Feed.of(settings), new Configuration(), deep ? Depth.DEEP : Depth.LOG),
            line.getErr());
    PrintWriter out = line.getOut();
    out.println(json ? report.toJson() : report.toText());
    out.flush();
    return report.balanced() ? ExitCode.OK : ExitCode.FAILED;
  }
}
