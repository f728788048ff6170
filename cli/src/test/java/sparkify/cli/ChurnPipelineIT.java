package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.cli.notebook.NotebookPython;

/**
 * The simulated service, from its events to scores and notebooks, by deploy.sh, on real daemons.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES) // The first notebook fetches a gigabyte of libraries.
@ResourceLock(value = Pipeline.CLUSTER, mode = ResourceAccessMode.READ)
class ChurnPipelineIT {
  @RegisterExtension static final Pipeline pipeline = new Pipeline();

  private static final String WRITING =
      """
      -- title: Mine
      -- feed: events
      -- grain: all
      -- reads: own
      -- answers: What?
      -- columns:
      --   period: all
      DROP TABLE events
      """;

  @Test
  void demoPromotesAModelAndScoresTheUsers() throws Exception {
    assertThat(pipeline.demo().out())
        .contains("Promoted: model ")
        .contains("users scored as of")
        .doesNotContain("Skipped");
    assertThat(model().at("/metrics/prAuc/value").asDouble()).isBetween(0.05, 1.0);
  }

  @Test
  void whatSparkWritesIsForOwnerAndGroupOnly() throws Exception {
    pipeline.demo();
    FileSystem files = FileSystem.get(pipeline.hdfs());
    for (String table : List.of("models", "scores", "_reports")) {
      var folder = new org.apache.hadoop.fs.Path("/sparkify", table);
      DatasetIT.assertPrivate(files, files.getFileStatus(folder));
    }
  }

  @Test
  void anotherDayIsScoredUnlessItsUsersWereTrainedOn() throws Exception {
    pipeline.demo();
    assertThat(pipeline.run("score", "--as-of", "2018-11-29", "--top", "3").exits(0).out())
        .contains("users scored as of 2018-11-29")
        .containsPattern("(?m)^ +3  \\d");
    DeployRun early = pipeline.run("score", "--as-of", "2018-10-31").exits(1);
    assertThat(early.err()).contains("Cannot score 2018-10-31").hasLineCount(1);
  }

  @Test
  void trainingTheSameAgainFindsTheModel() throws Exception {
    pipeline.demo();
    String again = pipeline.run("train").exits(0).out();
    assertThat(again)
        .startsWith("Nothing to do: model " + model().path("version").asText())
        .endsWith("have changed since; it is the current model\n");
  }

  @Test
  void scoringTheSameAgainSubmitsNothing() throws Exception {
    pipeline.demo();
    assertThat(pipeline.run("score").exits(0).out())
        .startsWith("Nothing to do: the users of 2018-11-30 were scored with model ")
        .hasLineCount(1);
  }

  @Test
  void trainingAndScoringTheSameAgainSubmitsNothing() throws Exception {
    pipeline.demo();
    assertThat(pipeline.run("train", "--score").exits(0).out().lines())
        .satisfiesExactly(
            model -> assertThat(model).startsWith("Nothing to do: model "),
            scores -> assertThat(scores).startsWith("Nothing to do: the users of 2018-11-30 "));
    assertThat(pipeline.run("train", "--score", "--as-of", "2018-11-29").exits(2).err())
        .startsWith("--score is for the last complete day");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "score", "analyze", "compact"})
  void aDatasetWithoutEventsHasTooLittleData(String command) throws Exception {
    DeployRun run = pipeline.run(command, "--dataset", "unlanded-yet").exits(3);
    assertThat(run.err()).startsWith("Cannot ").contains("./deploy.sh stream").hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aWantOfDataThatOnlyTheApplicationSeesHasTheSameExitCode() throws Exception {
    pipeline.demo();
    DeployRun run = pipeline.run("train", "-Dmodel.minimum.test-leavers=100000").exits(3);
    assertThat(run.err()).contains("users churn after the test cutoffs").hasLineCount(1);
  }

  @Test
  void tablesAreBuiltOnYarnAndThenThereIsNothingToDo() throws Exception {
    pipeline.demo();
    DeployRun first = analyze().exits(0);
    assertThat(first.out()).containsAnyOf("top_songs_week ", "Nothing to do: 3 tables");
    DeployRun again = analyze().exits(0);
    assertThat(again.out()).contains("Nothing to do: 3 tables are current").hasLineCount(1);
    Path sql = Files.createTempDirectory(pipeline.directory(), "sql");
    Path file = Files.writeString(sql.resolve("mine.sql"), WRITING);
    DeployRun writing = pipeline.run("analyze", "-Danalytics.sql=" + sql).exits(1);
    assertThat(writing.err())
        .isEqualToIgnoringNewLines(
            "Cannot use " + file + ":8: it is no query (DropTable); a table or view is one SELECT");
  }

  private static DeployRun analyze() throws IOException, InterruptedException {
    return pipeline.run("analyze", "--table", "top_songs");
  }

  @Test
  void notebooksRunOnTheEventsAndTheLogOfTheService() throws Exception {
    assumePython();
    pipeline.demo();
    String[] log = {"--feed", "access"};
    pipeline.run(with(log, "simulate", "--users", "100")).exits(0);
    pipeline.run(with(log, "stream", "--until-caught-up")).exits(0);
    pipeline.run(with(log, "analyze", "--table", "log_traffic_hour")).exits(0);
    Path pages = pipeline.directory().resolve("pages");
    DeployRun run = notebook("--html", pages.toString());
    assertThat(run.out()).contains("07-tracks                skipped: nothing of the feed tracks");
    assertThat(files(pages, ".html")).hasSize(6);
    for (Path page : files(pages, ".html")) {
      assertThat(Files.readString(page)).as(page.toString()).contains("<img");
    }
    JsonNode totals = pipeline.audit("sparkify").path("totals");
    assertThat(Files.readString(pages.resolve("01-first-look.html")))
        .contains(
            "LANDED %d REJECTED %d"
                .formatted(totals.path("landed").asLong(), totals.path("rejected").asLong()));
    assertThat(Files.readString(pages.resolve("05-access-logs.html")))
        .contains("1 of 1 tables have exactly the figures of this notebook");
  }

  @Test
  void aNotebookOfAnotherFeedRunsAloneOnItsLake() throws Exception {
    assumePython();
    StringBuilder list =
        new StringBuilder(
            "track_name,artist(s)_name,artist_count,released_year,released_month,released_day,in_spotify_playlists,in_spotify_charts,streams,in_apple_playlists,in_apple_charts,in_deezer_playlists,in_deezer_charts,in_shazam_charts,bpm,key,mode,danceability_%,valence_%,energy_%,acousticness_%,instrumentalness_%,liveness_%,speechiness_%\n");
    for (int song = 0; song < 60; song++) {
      list.append(
          "Song %d,Artist %d,1,%d,1,1,%d,1,%d,1,1,1,1,1,120,C,Major,50,50,%d,10,0,10,5%n"
              .formatted(song, song % 17, 2000 + song % 24, song, song * song, song));
    }
    Path file = Files.writeString(pipeline.directory().resolve("list.csv"), list);
    String[] feed = {"--feed", "tracks", "--dataset", "catalogue"};
    pipeline.run(with(feed, "produce", "--input", file.toString())).exits(0);
    pipeline.run(with(feed, "stream", "--until-caught-up")).exits(0);
    DeployRun run = pipeline.run("notebook", "--execute", "--dataset", "catalogue").exits(0);
    assertThat(run.out().lines().filter(line -> line.contains(" skipped: nothing of the feed ")))
        .hasSize(6);
    assertThat(run.out()).containsPattern("(?m)^07-tracks +\\d");
    pipeline.run("dataset", "wipe", "catalogue", "--yes").exits(0);
  }

  @Test
  void thePythonModulePassesItsTests() throws Exception {
    assumePython();
    pipeline.demo();
    analyze().exits(0);
    notebook(
        "--",
        "python",
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        Pipeline.HOME.resolve("notebooks").toString());
  }

  @Test
  void notebooksSayThatALakeIsEmpty() throws Exception {
    assumePython();
    pipeline.demo();
    DeployRun run = pipeline.run("notebook", "--dataset", "nothing").exits(1);
    assertThat(run.err()).contains("/nothing").contains("./deploy.sh stream").hasLineCount(1);
  }

  private static JsonNode model() throws IOException, InterruptedException {
    return new ObjectMapper().readTree(pipeline.run("model", "show", "--json").exits(0).out());
  }

  private static String[] with(String[] options, String... command) {
    return Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
  }

  private static DeployRun notebook(String... arguments) throws IOException, InterruptedException {
    assumePython();
    pipeline.demo();
    List<String> all = new ArrayList<>(List.of("notebook", "--config", pipeline.config() + ""));
    all.addAll(List.of(arguments));
    return DeployRun.within(Duration.ofMinutes(25), Map.of(), all).exits(0);
  }

  private static void assumePython() throws InterruptedException {
    String missing = NotebookPython.missing();
    assumeTrue(missing.isEmpty(), missing);
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }
}
