package sparkify.cli;

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
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Range;

/** Prints every commit of a dataset's events, however long ago. */
@Command(
    name = "history",
    description = "Print every commit of a dataset's events, oldest first.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class HistoryCommand implements Callable<Integer>, UsesServices {
  private static final String LINE = "%8s  %-20.20s  %-7s  %10s  %8s  %6s  %4s  %6s  %8s  %s%n";

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--json",
      description = "Print each commit as one line of JSON, with all that it says.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Lake lake = Environment.running(options.settings()).lake();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    lake.requireCommits("print the history of");
    if (!json) {
      out.printf(
          LINE,
          "commit",
          "at",
          "kind",
          "landed",
          "rejected",
          "absent",
          "lost",
          "files",
          "KiB",
          "by");
    }
    lake.commits().history(manifest -> print(manifest, out));
    out.flush();
    return ExitCode.OK;
  }

  private void print(Manifest manifest, PrintWriter out) {
    if (json) {
      out.println(manifest.toJson());
      return;
    }
    out.printf(
        LINE,
        manifest.seq(),
        manifest.committedAt(),
        manifest.kind(),
        manifest.landed(),
        manifest.rejected(),
        manifest.ranges().stream().mapToLong(Range::absent).sum(),
        manifest.gaps().stream().mapToLong(Gap::length).sum(),
        manifest.allFiles().count(),
        manifest.allFiles().mapToLong(DataFile::bytes).sum() >> 10,
        manifest.writer().application());
  }
}
