package sparkify.producer;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Settings;
import sparkify.common.feed.CsvColumns;
import sparkify.common.feed.FeedKind;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.producer.csv.CsvInput;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.LineInput;
import sparkify.producer.send.ReplayPlan;

/** {@code produce}: replays a file into the dataset's topic. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Replay a file of lines (plain or gzip) into the dataset's topic, unchanged: JSON events, or"
            + " with --feed access the log of a web server. With --feed tracks, a CSV file with a header,"
            + " whose rows become JSON.",
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
  @Mixin private PaceOptions pace = new PaceOptions();
  @Mixin private TroubleOptions trouble = new TroubleOptions();

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "The file to replay.")
  private @Nullable Path input;

  @Option(
      names = "--encoding",
      paramLabel = "CHARSET",
      description = "Encoding of a CSV file, such as ISO-8859-1; default: UTF-8.")
  private @Nullable Charset encoding;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Settings settings = common.settings();
    FileInput file =
        new FileInput(Objects.requireNonNull(input), settings.producer().maxLineBytes());
    FeedKind feed = FeedCatalogue.named(settings.dataset().feed());
    LineInput lines = feed.csv().<LineInput>map(csv -> csv(file, csv)).orElse(file);
    if (encoding != null && lines == file) {
      throw new ParameterException(
          line,
          "--encoding is for CSV files: the lines of feed "
              + feed.name()
              + " are sent as they are");
    }
    LineInput sent = trouble.applyTo(lines, feed, settings);
    ReplayPlan plan = pace.applyTo(ReplayPlan.of(settings.dataset().topic(), sent, feed.keys()));
    return Replays.run(settings, plan, line.getOut(), line.getErr());
  }

  private CsvInput csv(FileInput file, CsvColumns columns) {
    return new CsvInput(file, columns, encoding == null ? StandardCharsets.UTF_8 : encoding);
  }
}
