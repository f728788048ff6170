package sparkify.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sparkify.analytics.AnalyzeRequest;
import sparkify.analytics.AnalyzeRequest.Choice;
import sparkify.analytics.query.QueryCheck;
import sparkify.analytics.stale.DateRange;
import sparkify.analytics.stale.StaleParts;
import sparkify.analytics.table.Grain;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.SqlFolder;
import sparkify.analytics.table.Table;
import sparkify.analytics.table.TablesPage;
import sparkify.cli.environment.Environment;
import sparkify.cli.yarn.AnalyticsApplication;
import sparkify.common.OperatorError;
import sparkify.common.TooLittleData;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Settings;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.DayConverter;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Home;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.TablePaths;

/** Builds the tables of analysts on YARN, as far as they are stale. */
@Command(
    name = "analyze",
    description =
        "Build the tables of analytics/sql, of all feeds or the one that --feed names: those periods that are missing"
            + " or whose data has changed.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AnalyzeCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Only this table, or all of this SQL file; may be repeated.")
  private List<String> names = List.of();

  @Option(
      names = "--grain",
      paramLabel = "GRAIN",
      converter = GrainConverter.class,
      description =
          "Only tables of this grain: hour, day, week, month or all; may be repeated. Default: all of them.")
  private Set<Grain> grains = Set.of();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = DayConverter.class,
      description = "Only periods that end on this date or later.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      converter = DayConverter.class,
      description = "Only periods that begin on this date or earlier.")
  private @Nullable LocalDate to;

  @Option(names = "--list", description = "Only describe the tables, in Markdown.")
  private boolean list;

  @Override
  public boolean usesServices() {
    return !list;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Table> chosen = chosen(options.settings());
    if (list) {
      out.print(TablesPage.text(chosen.stream().map(Table::sql).distinct().toList()));
      out.flush();
      return ExitCode.OK;
    }
    Environment environment = Environment.writable(options.settings());
    List<Table> tables = withData(chosen, environment.lake().files());
    new AnalyticsApplication(environment, out)
        .run(() -> stale(tables, environment.lake().files(), out));
    return ExitCode.OK;
  }

  /** What is stale of {@code tables}; says so if nothing is. */
  private Optional<AnalyzeRequest> stale(List<Table> tables, LakeFileSystem lake, PrintWriter out)
      throws IOException {
    DateRange range = new DateRange(from, to);
    List<StaleParts> stale = StaleParts.of(tables, range, lake);
    if (stale.isEmpty()) {
      out.println("Nothing to do: %d tables are current".formatted(tables.size()));
      return Optional.empty();
    }
    QueryCheck.check(stale.stream().map(s -> s.table().sql()).distinct().toList());
    List<Choice> choices = stale.stream().map(s -> Choice.of(s.table())).toList();
    return Optional.of(new AnalyzeRequest(choices, range));
  }

  private List<Table> chosen(Settings settings) {
    List<Path> folders = new ArrayList<>();
    folders.add(Home.current().root().resolve("analytics/sql"));
    String own = settings.analytics().sql();
    if (!own.isEmpty()) {
      folders.add(Path.of(own));
    }
    List<SqlFile> files = SqlFolder.read(folders);
    List<Table> all = files.stream().flatMap(file -> file.tables().stream()).toList();
    for (String name : names) {
      if (all.stream().noneMatch(table -> isNamed(table, name))) {
        throw new OperatorError(
            "Cannot analyze the table '%s': there is none; see docs/tables.md".formatted(name));
      }
    }
    List<Table> chosen = all.stream().filter(this::isChosen).toList();
    if (chosen.isEmpty()) {
      throw new OperatorError(
          "Cannot analyze: no table is of this --table, --feed and --grain together; see docs/tables.md");
    }
    return chosen;
  }

  private boolean isChosen(Table table) {
    return (names.isEmpty() || names.stream().anyMatch(name -> isNamed(table, name)))
        && (grains.isEmpty() || grains.contains(table.grain()))
        && (options.feed() == null || table.sql().feed().equals(options.feed()));
  }

  private static boolean isNamed(Table table, String name) {
    return table.name().equals(name) || table.sql().name().equals(name);
  }

  /** Reads a grain as SQL files name it; anything else is a usage error. */
  static final class GrainConverter implements ITypeConverter<Grain> {
    @Override
    public Grain convert(String text) {
      return Stream.of(Grain.values())
          .filter(grain -> grain.word().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' (must be hour, day, week, month or all)"));
    }
  }

  /** Without the tables of feeds that have not landed, unless all are of such. */
  private static List<Table> withData(List<Table> tables, LakeFileSystem lake) throws IOException {
    Set<String> landed = new HashSet<>();
    for (String feed : FeedCatalogue.names()) {
      if (new TablePaths(lake, feed).isTable()) {
        landed.add(feed);
      }
    }
    List<Table> withData = tables.stream().filter(t -> landed.contains(t.sql().feed())).toList();
    if (withData.isEmpty()) {
      throw new TooLittleData(
          "Cannot analyze %s: nothing of the feed %s has landed; run ./deploy.sh stream first, or name another --dataset"
              .formatted(
                  lake.root(),
                  String.join(", ", tables.stream().map(t -> t.sql().feed()).distinct().toList())));
    }
    return withData;
  }
}
