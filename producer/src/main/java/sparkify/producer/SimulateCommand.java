package sparkify.producer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
import sparkify.common.feed.FeedKind;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.producer.compare.Comparison;
import sparkify.producer.compare.Sample;
import sparkify.producer.line.LineFile;
import sparkify.producer.line.LineInput;
import sparkify.producer.simulator.SimulatedFeed;
import sparkify.producer.simulator.Simulator;
import sparkify.producer.simulator.truth.Truth;

/** {@code simulate}: writes or sends the events or the access log of a simulated service. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Write the events of a simulated music service to a file, or send them to the dataset's topic.",
      "With --feed access, the log of its web server instead: a request for each of these events, by",
      "second and user agent, and those of crawlers and scanners.",
      "The same users, days, seed, start and scenario give the same bytes."
    },
    footer = {"", "Exit codes: 0 done, 1 failed, 2 usage error, 130 Ctrl-C."})
public final class SimulateCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private SliceOptions slice = new SliceOptions();
  @Mixin private ReplayOptions replay = new ReplayOptions();
  @Mixin private TroubleOptions trouble = new TroubleOptions();

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to FILE instead of the topic; gzip if its name ends in .gz.")
  private @Nullable Path out;

  @Option(names = "--force", description = "Replace FILE if it exists.")
  private boolean force;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "Write what the events do not show to FILE, as CSV (gzip as above), one line "
              + "per user and day: satisfaction, its causes, the hazard of cancelling; weekly "
              + "also the probabilities of cancelling within 7, 14 and 30 days. Sends nothing.")
  private @Nullable Path truth;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description =
          "Print how the events differ from those in FILE (plain or compressed); send and write nothing.")
  private @Nullable Path reference;

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      description =
          "With --compare: FILE has this share of a service's events, chosen at random; compare as"
              + " large a share of these.")
  private @Nullable Double sample;

  /** Only if the events are sent. */
  @Override
  public boolean usesServices() {
    return out == null && truth == null && reference == null;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = common.settings();
    SimulatedFeed feed = SimulatedFeed.named(settings.dataset().feed());
    Simulator simulator = new Simulator(service.applyTo(settings.simulator()), feed);
    checkOptions();
    if (reference != null) {
      settings.dataset().requireEvents("compare");
      LineInput ours = sample == null ? simulator : new Sample(simulator, sample);
      Comparison.of(reference, settings.producer().maxLineBytes(), ours).print(line().getOut());
      return ExitCode.OK;
    }
    if (usesServices()) {
      return replay.send(settings, changed(settings, simulator), line().getOut(), line().getErr());
    }
    requireWritable(truth);
    requireWritable(out);
    if (truth != null) {
      settings.dataset().requireEvents("write the truth of");
      write(new Truth(simulator.service()), truth, "lines");
    }
    if (out != null) {
      write(changed(settings, simulator), out, feed.records());
    }
    return ExitCode.OK;
  }

  /** The lines of the service as the options want them. */
  private LineInput changed(Settings settings, Simulator simulator) {
    FeedKind feed = FeedCatalogue.named(settings.dataset().feed());
    return trouble.applyTo(slice.applyTo(simulator, feed), feed, settings);
  }

  private void requireWritable(@Nullable Path path) {
    if (path == null) {
      return;
    }
    LineFile file = new LineFile(path);
    file.requirePlace();
    if (!force) {
      file.refuseToReplace();
    }
  }

  private void write(LineInput input, Path path, String what) {
    long written = new LineFile(path).write(input);
    line().getOut().printf("Wrote %,d %s to %s%n", written, what, path);
    line().getOut().flush();
  }

  private void checkOptions() {
    if (sample != null && (reference == null || !(sample > 0 && sample <= 1))) {
      throw new ParameterException(
          line(),
          "Invalid value for option '--sample': must be above 0 and at most 1, with --compare");
    }
    if (trouble.isUsed() && (reference != null || truth != null)) {
      throw new ParameterException(
          line(), "--inject cannot be used with --truth or --compare, which are about the service");
    }
    if (reference != null) {
      refuse("--compare sends and writes nothing", List.of("--out", "--truth", "--force"));
      refuse("--compare uses all events", List.of("--skip", "--limit"));
    }
    if (!usesServices()) {
      refuse("nothing is sent", ReplayOptions.NAMES);
    }
  }

  private void refuse(String why, List<String> options) {
    for (String option : options) {
      if (line().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(line(), why + ", so there is no use for " + option);
      }
    }
  }

  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
