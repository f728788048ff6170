package sparkify.cli.trending;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sparkify.analytics.trending.Trending;
import sparkify.analytics.trending.Trends;
import sparkify.analytics.trending.WindowLength;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.cli.yarn.PatientQuestions;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.Settings;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;

/** Prints the songs and artists of a window of event time, once or after every commit. */
@Command(
    name = "trending",
    description = {
      "Print which songs and artists are played most in a window of event time, and how that"
          + " changed since the window before.",
      "Reads the rows that have landed, so it says what any query of the lake says."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class TrendingCommand implements Callable<Integer>, UsesServices {
  private static final Duration POLL = Duration.ofMillis(250);

  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--window",
      paramLabel = "LENGTH",
      converter = WindowConverter.class,
      description =
          "A length that divides a day, such as 10m or 1h, or whole days up to a midnight, such as"
              + " 7d; default: 10m.")
  private WindowLength window = WindowLength.parse("10m");

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "The window that holds this time, such as 2018-11-30T12:00:00Z or 2018-11-30, which is its"
              + " midnight; default: the time of the newest event.")
  private @Nullable Instant at;

  private int top = 10;

  @Option(names = "--follow", description = "Print again after every commit, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--json", description = "Print each look as one line of JSON.")
  private boolean json;

  /** A setter, so that an invalid number is refused before any service is started. */
  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Number of songs and of artists to print; default: 10.")
  void top(int lines) {
    if (lines < 0) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "Invalid value for option '--top': '" + lines + "' (must be 0 or more)");
    }
    top = lines;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    settings.dataset().requireEvents("show what is trending in");
    Lake lake = Environment.running(settings).lake();
    lake.requireCommits("show what is trending in");
    Trending trending = new Trending(lake.commits(), window, at, top);
    if (follow) {
      follow(trending, lake.table());
    } else {
      print(answer(trending::look, lake.table()), "");
    }
    return ExitCode.OK;
  }

  private void follow(Trending trending, Path table) throws InterruptedException {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    PatientQuestions questions = new PatientQuestions(err, POLL);
    while (true) {
      Optional<Trends> news = questions.ask(() -> answer(trending::lookAgain, table));
      news.ifPresent(trends -> print(trends, json ? "" : "\n"));
      Thread.sleep(POLL.toMillis());
    }
  }

  /** A look at the lake. */
  private interface Look<T> {
    T look() throws IOException;
  }

  private static <T> T answer(Look<T> look, Path table) {
    try {
      return look.look();
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot read %s: %s; is HDFS up?".formatted(table, RootCause.message(e)), e);
    }
  }

  private void print(Trends trends, String separator) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    String dataset = options.settings().dataset().label();
    out.print(json ? TrendingJson.of(trends, dataset) + "\n" : TrendingText.of(trends, dataset));
    out.print(separator);
    out.flush();
  }

  /** Reads the length of a window; anything else is a usage error. */
  static final class WindowConverter implements ITypeConverter<WindowLength> {
    @Override
    public WindowLength convert(String text) {
      try {
        return WindowLength.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'%s' (%s)".formatted(text, e.getMessage()));
      }
    }
  }

  /** Reads an instant, or a day as its midnight; anything else is a usage error. */
  static final class TimeConverter implements ITypeConverter<Instant> {
    /** Later and earlier years are written with a sign, and no folder of the lake is. */
    private static final Pattern YEAR = Pattern.compile("\\d{4}-.*");

    @Override
    public Instant convert(String text) {
      try {
        if (YEAR.matcher(text).matches()) {
          return text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
      } catch (DateTimeParseException e) {
        throw invalid(text);
      }
      throw invalid(text);
    }

    private static TypeConversionException invalid(String text) {
      return new TypeConversionException(
          "'%s' (must be a time such as 2018-11-30T12:00:00Z or a day such as 2018-11-30)"
              .formatted(text));
    }
  }
}
