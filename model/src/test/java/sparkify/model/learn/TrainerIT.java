package sparkify.model.learn;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.model.learn.Candidate.Logistic;
import sparkify.model.learn.TrainingReport.Outcome;
import sparkify.model.measure.Interval;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelRegistry;
import sparkify.spark.TestSpark;

@Timeout(300)
class TrainerIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private static final TestExamples GOOD = new TestExamples(250, 4, 1.8, 1);

  private static final List<Fit> FEW =
      List.of(new Fit.Line(Logistic.withLogs(0.03)), new Fit.Trees(2, 0.1, List.of(3)));

  private static SparkSession spark;

  /** A lake with one model, trained on snapshot 7 of {@link #GOOD} and promoted. */
  private static LakeFileSystem trained;

  private static TrainingReport report;

  private LakeFileSystem files;
  private ModelRegistry registry;
  private Trainer trainer;

  @BeforeAll
  static void trainOnce() throws Exception {
    spark = TestSpark.session(hdfs.configuration());
    trained = hdfs.lake("/lakes/trained");
    report =
        new Trainer(ModelRegistry.open(trained), (leavers, budget) -> FEW)
            .train(GOOD.request(7, "application_1"), GOOD.dataset(spark));
  }

  @BeforeEach
  void openLake(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    files = hdfs.lake("/lakes/" + name);
    registry = ModelRegistry.open(files);
    trainer = new Trainer(registry, (leavers, budget) -> FEW);
  }

  @Test
  void aFirstModelIsPublishedCompletelyAndPromoted() throws Exception {
    copyTrained();
    ModelCard card = report.card();
    assertThat(report.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(registry.current()).contains(card);
    assertThat(card.version()).matches("s7-[0-9a-f]{8}");
    assertThat(card.origin().cutoffs().test()).containsExactly("2018-11-10", "2018-11-17");
    assertThat(card.featureNames()).isEqualTo(GOOD.names());
    assertThat(names(registry.path(card.version())))
        .containsExactly("model.json", "pipeline", "rows");
    assertThat(names(files.at("models/churn"))).containsExactly("_current", card.version());
    assertThat(report.text()).contains(card.version(), "ROC-AUC", "clearly better");
  }

  @Test
  void scoresTheKeptRowsAgainToTheLastBit() throws Exception {
    copyTrained();
    ModelCard card = report.card();
    Dataset<Row> kept = spark.read().parquet(registry.rows(card.version()).toString());
    assertThat(kept.count()).isEqualTo(250 * 5);
    assertThat(kept.columns())
        .containsExactly(
            "userId",
            "cutoff",
            "role",
            "label",
            "fold",
            "f0",
            "f1",
            "f2",
            "f3",
            "raw",
            "probability");
    Dataset<Row> test = kept.filter("role = 'test' and cutoff = '2018-11-10'");
    Map<String, Row> again = new HashMap<>();
    registry
        .load(card)
        .withScores(test.drop("raw", "probability").repartition(3))
        .select("userId", "raw", "probability")
        .collectAsList()
        .forEach(row -> again.put(row.getString(0), row));
    for (Row row : test.select("userId", "raw", "probability").collectAsList()) {
      assertThat(again.get(row.getString(0))).isEqualTo(row);
    }
    assertThat(again).hasSize(250);
  }

  @Test
  void theSameInputsReturnTheExistingModelWithoutReadingTheRows() throws Exception {
    copyTrained();
    TrainingReport second =
        trainer.train(
            GOOD.request(7, "application_2"),
            GOOD.dataset(spark).withColumn("f0", expr("cast(raise_error('read') as double)")));
    assertThat(second.card()).isEqualTo(report.card());
    assertThat(second.outcome()).isEqualTo(Outcome.EXISTED);
    assertThat(second.text()).contains("this model already exists");
  }

  @Test
  void aFeatureThatGivesTheLabelAwayIsRefusedByName() {
    Dataset<Row> leaking =
        GOOD.dataset(spark).withColumn("f2", expr("-label + 0.1 * f3 - if(label > 0, 0, 0.5)"));
    assertThatThrownBy(() -> trainer.train(GOOD.request(7, "application_1"), leaking))
        .isInstanceOf(OperatorError.class)
        .message()
        .startsWith("Cannot train a model: the feature f2 alone tells leavers from stayers")
        .endsWith("raise model.largest-single-auc (0.9)");
    assertThat(registry.path("any").getParent()).satisfies(f -> assertThat(names(f)).isEmpty());
  }

  @Test
  void aModelThatLearntNothingIsNotPromoted() throws Exception {
    TestExamples noise = new TestExamples(250, 4, 0, 2);
    TrainingReport useless = trainer.train(noise.request(7, "application_1"), noise.dataset(spark));
    assertThat(useless.outcome()).isEqualTo(Outcome.NOT_PROMOTED);
    assertThat(registry.current()).isEmpty();
    assertThat(registry.find(useless.card().version())).contains(useless.card());
    assertThat(useless.text())
        .contains("not clearly better than random rankings", "there is no current model");
  }

  @Test
  void aClearlyWorseModelDoesNotReplaceTheCurrentOne() throws Exception {
    copyTrained();
    ModelCard good = report.card();
    // Trained on inverted labels, tested on true ones.
    Dataset<Row> reversed =
        GOOD.dataset(spark).withColumn("label", expr("if(role = 'train', 1 - label, label)"));
    TrainingReport worse = trainer.train(GOOD.request(8, "application_2"), reversed);
    assertThat(worse.outcome()).isEqualTo(Outcome.NOT_PROMOTED);
    assertThat(worse.card().tested().gate().against()).isEqualTo(good.version());
    assertThat(worse.text()).contains("clearly worse than " + good.version());
    assertThat(registry.current()).contains(good);
    TrainingReport next = trainer.train(GOOD.request(9, "application_3"), GOOD.dataset(spark));
    assertThat(next.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(next.card().tested().gate().judged()).isEqualTo(3);
    assertThat(next.text()).contains("3 models, this one included, were judged by these test cut");
    assertThat(next.card().tested().gate().overCurrent()).isEqualTo(new Interval(0, 0, 0));
  }

  @Test
  void aModelWithMoreFeaturesIsComparedWithTheCurrentOne() throws Exception {
    copyTrained();
    TestExamples grown = new TestExamples(250, 5, 1.8, 1);
    Gate gate =
        trainer
            .train(grown.request(8, "application_2"), grown.dataset(spark))
            .card()
            .tested()
            .gate();
    assertThat(gate.against()).isEqualTo(report.card().version());
    assertThat(gate.overCurrent()).isNotNull();
    assertThat(gate.overChance().isKnown()).isTrue();
  }

  @Test
  void promotesAModelWhoseJobDiedBeforePromotingIt() throws Exception {
    copyTrained();
    files.delete(files.at("models/churn/_current"));
    TrainingReport again = trainer.train(GOOD.request(7, "application_2"), GOOD.dataset(spark));
    assertThat(again.outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(registry.current()).contains(report.card());
  }

  @Test
  void withTooFewLeaversNothingIsWritten() throws Exception {
    TestExamples few = new TestExamples(30, 4, 1, 3);
    assertThatThrownBy(() -> trainer.train(few.request(7, "application_1"), few.dataset(spark)))
        .isInstanceOf(OperatorError.class)
        .hasMessageMatching(
            "Cannot train a model: only \\d+ users churn after the train cutoffs \\[2018-10-13,"
                + " 2018-10-20, 2018-10-27\\], at least 30 are needed"
                + " \\(model.minimum.train-leavers\\);.*");
    assertThat(files.exists(files.at("models"))).isFalse();
  }

  /** Gives this test its own copy of the trained model. */
  private void copyTrained() throws IOException {
    FileUtil.copy(
        trained.fileSystem(),
        trained.at("models"),
        files.fileSystem(),
        files.at("models"),
        false,
        hdfs.configuration());
  }

  private List<String> names(Path folder) throws Exception {
    return files.list(folder).stream().map(FileStatus::getPath).map(Path::getName).toList();
  }
}
