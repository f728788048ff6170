package sparkify.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.cli.yarn.CompactionApplication;
import sparkify.cli.yarn.Work;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.DayConverter;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.maintenance.CompactRequest;
import sparkify.maintenance.Compaction;

/** Merges the small files of the lake on YARN. */
@Command(
    name = "compact",
    description = "Merge the many small files of each date into a few large ones.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CompactCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--before",
      paramLabel = "DATE",
      converter = DayConverter.class,
      description = "Only dates before this one, such as 2018-11-30; default: all dates.")
  private @Nullable LocalDate before;

  @Option(
      names = "--dry-run",
      description =
          "Print the files and bytes of each date and what would be done; change nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Environment environment = Environment.writable(options.settings());
    Compaction compaction = Compaction.of(environment.settings(), environment.lake().files());
    CompactRequest request = new CompactRequest(before);
    if (dryRun) {
      out.println(compaction.preview(request));
    } else {
      new CompactionApplication(environment, out)
          .run(Work.unless(() -> compaction.nothingToDo(request, Instant.now()), request, out));
    }
    out.flush();
    return ExitCode.OK;
  }
}
