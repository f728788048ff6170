package sparkify.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Driver;
import sparkify.model.measure.Calibrator;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Metrics;
import sparkify.model.measure.SegmentMetrics;
import sparkify.model.registry.ModelCard.Counts;
import sparkify.model.registry.ModelCard.Cutoffs;
import sparkify.model.registry.ModelCard.Feature;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelCard.Learned;
import sparkify.model.registry.ModelCard.Origin;
import sparkify.model.registry.ModelCard.Segment;
import sparkify.model.registry.ModelCard.Tested;
import sparkify.spark.TestSpark;

@Timeout(300)
class ModelRegistryIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private static final Calibrator CALIBRATOR =
      Calibrator.isotonic(new double[] {1, 2, 3, 4}, new double[] {0, 1, 0, 1});
  private static final Driver DRIVER = driver("application_1");

  private String folder;
  private LakeFileSystem files;
  private ModelRegistry registry;
  private Dataset<Row> rows;
  private ChurnModel model;

  @BeforeEach
  void openLake(TestInfo test) {
    SparkSession spark = TestSpark.session(hdfs.configuration());
    folder = "/lakes/" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    files = hdfs.lake(folder);
    registry = ModelRegistry.open(files);
    rows = spark.range(3).toDF("n").coalesce(1);
    // Nothing is learnt here: a pipeline without stages can be saved like any other.
    PipelineModel pipeline = new Pipeline().setStages(new PipelineStage[0]).fit(rows);
    model = new ChurnModel(pipeline, CALIBRATOR);
  }

  @Test
  void readsBackWhatItPublished() throws Exception {
    ModelCard card = card("s1-00000000");
    registry.publish(card, model, rows, DRIVER);
    assertThat(registry.find("s1-00000000")).contains(card);
    assertThat(registry.versions()).containsExactly("s1-00000000");
    assertThat(registry.find("s1-00000001")).isEmpty();
    assertThat(registry.current()).isEmpty();
  }

  @Test
  void nanIsNullInTheFile() throws Exception {
    String json = new String(CardFile.write(card("s1-00000000")), StandardCharsets.UTF_8);
    assertThat(json).contains("\"value\" : null").doesNotContain("NaN");
    assertThat(CardFile.readCard(CardFile.write(card("v")))).isEqualTo(card("v"));
  }

  @Test
  void countsTheModelsThatTheSameCutoffsTested() throws Exception {
    registry.publish(card("s1-00000000"), model, rows, DRIVER);
    registry.publish(card("s2-00000000"), model, rows, DRIVER);
    files.touch(files.at("models/churn/s3-00000000/model.json"));
    assertThat(registry.testedAt(List.of("2018-11-10"))).isEqualTo(2);
    assertThat(registry.testedAt(List.of("2018-11-10", "2018-11-17"))).isZero();
  }

  @Test
  void aCardWithoutARequiredFieldIsRefused() throws Exception {
    registry.publish(card("s1-00000000"), model, rows, DRIVER);
    Path path = new Path(registry.path("s1-00000000"), "model.json");
    byte[] broken =
        new String(CardFile.write(card("s1-00000000")), StandardCharsets.UTF_8)
            .replace("\"metrics\"", "\"figures\"")
            .getBytes(StandardCharsets.UTF_8);
    files.fileSystem().delete(path, false);
    files.writeDurably(path, broken);
    assertThatThrownBy(() -> registry.find("s1-00000000"))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot read " + path)
        .hasMessageContaining("metrics");
  }

  @Test
  void aJobKilledBeforeTheRenamePublishesNothingAndTheNextCleansUp() throws Exception {
    LakeFileSystem dying =
        FileSystemHook.lake(
            hdfs,
            folder,
            (operation, path) -> {
              if (operation.startsWith("rename") || operation.equals("delete")) {
                throw new IOException("killed");
              }
            });
    assertThatThrownBy(
            () ->
                ModelRegistry.open(dying)
                    .publish(card("s1-00000000"), model, rows, driver("application_9")))
        .hasMessageContaining("killed");
    assertThat(registry.find("s1-00000000")).isEmpty();
    assertThat(registry.versions()).isEmpty();
    assertThat(names()).hasSize(1).allMatch(n -> n.startsWith("_tmp-application_9--"));
    registry.clean(DRIVER);
    assertThat(names()).isEmpty();
  }

  @Test
  void stagingFoldersOfRunningApplicationsStay() throws Exception {
    files.touch(files.at("models/churn/_tmp-application_2_alive--1/model.json"));
    files.touch(files.at("models/churn/_tmp-application_3--1/model.json"));
    files.touch(files.at("models/churn/_tmp-application_1--1/model.json"));
    files.touch(files.at("models/churn/_dead-application_4--1/model.json"));
    registry.clean(DRIVER);
    assertThat(names()).containsExactly("_tmp-application_2_alive--1");
  }

  @Test
  void theFirstOfTwoEqualModelsStays() throws Exception {
    registry.publish(card("s1-00000000"), model, rows, DRIVER);
    registry.publish(card("s1-00000000"), model, rows, driver("application_2"));
    assertThat(names()).containsExactly("s1-00000000");
  }

  @Test
  void ofConcurrentPromotionsExactlyOneSucceeds() throws Exception {
    int writers = 8;
    for (int i = 0; i <= writers; i++) {
      String version = "s%d-00000000".formatted(i);
      files.writeDurably(
          new Path(registry.path(version), "model.json"), CardFile.write(card(version)));
    }
    assertThat(registry.promote("s0-00000000", Optional.empty(), DRIVER)).isTrue();
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Callable<Boolean>> promotions =
          IntStream.rangeClosed(1, writers)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () ->
                          registry.promote(
                              "s%d-00000000".formatted(i), Optional.of("s0-00000000"), DRIVER))
              .toList();
      int succeeded = 0;
      String winner = "";
      List<Future<Boolean>> answers = threads.invokeAll(promotions);
      for (int i = 0; i < writers; i++) {
        if (answers.get(i).get()) {
          succeeded++;
          winner = "s%d-00000000".formatted(i + 1);
        }
      }
      assertThat(succeeded).isEqualTo(1);
      assertThat(registry.current().map(ModelCard::version)).contains(winner);
      assertThat(registry.wasCurrent("s0-00000000")).isTrue();
    } finally {
      threads.shutdownNow();
    }
    assertThat(names()).noneMatch(n -> n.startsWith("_tmp-"));
  }

  @Test
  void aMissingModelIsNamed() throws Exception {
    assertThatThrownBy(() -> registry.promote("s5-00000000", Optional.empty(), DRIVER))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot promote model s5-00000000: there is no hdfs://");
    files.writeDurably(
        new Path(registry.path("s5-00000000"), "model.json"), CardFile.write(card("s5-00000000")));
    registry.promote("s5-00000000", Optional.empty(), DRIVER);
    files.delete(registry.path("s5-00000000"));
    assertThatThrownBy(() -> registry.current())
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("Cannot read model s5-00000000");
  }

  private List<String> names() throws IOException {
    return files.list(files.at("models/churn")).stream()
        .map(FileStatus::getPath)
        .map(Path::getName)
        .toList();
  }

  private static Driver driver(String application) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_540_000_000), ZoneOffset.UTC);
    return new Driver(application, 1, "test", app -> app.endsWith("_alive"), clock);
  }

  private static ModelCard card(String version) {
    Interval some = new Interval(0.1, 0.05, 1.0 / 3);
    Interval none = new Interval(Double.NaN, Double.NaN, Double.NaN);
    Metrics metrics = new Metrics(some, some, some, some, some, some, some, none);
    Counts counts = new Counts(10, 10, 10, 2, 0.2);
    Cutoffs cutoffs = new Cutoffs(List.of("2018-10-27"), List.of("2018-11-10"));
    return new ModelCard(
        version,
        new Origin(Instant.ofEpochMilli(1), 1, "test", 1, 14, cutoffs, Map.of("folds", "5")),
        List.of(new Feature("a", "one", "1a")),
        new Learned("any", Map.of("depth", 2.0), List.of(), CALIBRATOR),
        new Tested(
            counts,
            counts,
            metrics,
            Map.of("recency", metrics),
            some,
            some,
            List.of(
                new Segment("level", "paid", 6, 6, 2, new SegmentMetrics(some, none)),
                new Segment("level", "free", 4, 4, 0, null)),
            new Gate(true, "s1", some, some, none, 3, "made up")));
  }
}
