package sparkify.producer;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Settings;
import sparkify.common.feed.FeedKind;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.producer.line.LineInput;

/** {@code produce}: replays files, or what comes, into the dataset's topic. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Replay lines into the dataset's topic, unchanged: JSON events, or with --feed access the log of"
            + " a web server. With --feed tracks, CSV files with a header, whose rows become JSON.",
    footer = {
      "",
      "A missing topic is created with the partitions and replication of app.conf."
          + " The key is userId, or the host of a log line; a line without one, or that is not an event,"
          + " is sent without a key."
          + " Lines too large for the topic are written to producer.side-directory (of a line longer than"
          + " producer.max-line-bytes, only the length); the exit code is then 1."
          + " With --inject some lines are changed, delayed or sent twice, to test what reads them.",
      "Exit codes: 0 all sent, 1 failed, 2 usage error, 130 Ctrl-C (after sending what was read)."
    })
public final class ProduceCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private SliceOptions slice = new SliceOptions();
  @Mixin private ReplayOptions replay = new ReplayOptions();
  @Mixin private TroubleOptions trouble = new TroubleOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Settings settings = common.settings();
    FeedKind feed = FeedCatalogue.named(settings.dataset().feed());
    if (input.isFollowed() && (slice.isUsed() || trouble.isUsed())) {
      throw new ParameterException(
          line,
          "--follow sends a file as it is, so there is no use for --skip, --loop or --inject");
    }
    if (replay.isNamedByInput() && !input.isOneFile()) {
      throw new ParameterException(
          line, "Several inputs have no name that stays the same: give one with --resume=ID");
    }
    LineInput lines = input.lines(feed, settings.producer().maxLineBytes());
    LineInput sent = trouble.applyTo(slice.applyTo(lines, feed), feed, settings);
    return replay.send(settings, sent, line.getOut(), line.getErr());
  }
}
