package sparkify.producer;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Settings;
import sparkify.common.feed.KeyFinder;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.producer.line.FileInput;
import sparkify.producer.send.ReplayPlan;

/** {@code produce}: replays a file into the dataset's topic. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Replay a file of lines (plain or gzip) into the dataset's topic, unchanged: JSON events, or"
            + " with --feed access the log of a web server.",
    footer = {
      "",
      "A missing topic is created with the partitions and replication of app.conf."
          + " The key is userId, or the host of a log line; a line without one, or that is not an event,"
          + " is sent without a key."
          + " Lines too large for the topic are written to producer.side-directory (of a line longer than"
          + " producer.max-line-bytes, only the length); the exit code is then 1.",
      "Exit codes: 0 all sent, 1 failed, 2 usage error, 130 Ctrl-C (after sending what was read)."
    })
public final class ProduceCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private PaceOptions pace = new PaceOptions();

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "The file to replay.")
  private @Nullable Path input;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Settings settings = common.settings();
    FileInput file =
        new FileInput(Objects.requireNonNull(input), settings.producer().maxLineBytes());
    KeyFinder keys = FeedCatalogue.named(settings.dataset().feed()).keys();
    ReplayPlan plan = pace.applyTo(ReplayPlan.of(settings.dataset().topic(), file, keys));
    return Replays.run(settings, plan, line.getOut(), line.getErr());
  }
}
