package sparkify.model.registry;

import com.fasterxml.jackson.core.JacksonException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Driver;

/**
 * The models of a lake.
 *
 * <pre>
 * models/churn/&lt;version&gt;/{pipeline/, rows/, model.json}   complete, and never changed
 * models/churn/_current/&lt;number&gt;.json                     the highest number names the current version
 * models/churn/_tmp-&lt;application&gt;--&lt;id&gt;                    a version being written
 * </pre>
 *
 * <p>A version is published by one rename of a complete folder: a job that is killed leaves a
 * staging folder, which {@link #clean} removes, and never an incomplete version.
 */
public final class ModelRegistry {
  private static final Logger log = LoggerFactory.getLogger(ModelRegistry.class);

  private static final String FOLDER = "models/churn";
  private static final String CARD = "model.json";
  private static final String PIPELINE = "pipeline";
  private static final String ROWS = "rows";

  private final LakeFileSystem files;
  private final Path folder;
  private final CurrentVersion current;
  private final StagingFolders staging;

  private ModelRegistry(LakeFileSystem files) {
    this.files = files;
    this.folder = files.at(FOLDER);
    this.current = new CurrentVersion(files, new Path(folder, "_current"));
    this.staging = new StagingFolders(files, folder);
  }

  /** The models of the lake in {@code files}. */
  public static ModelRegistry open(LakeFileSystem files) {
    return new ModelRegistry(files);
  }

  /** The folder of a version, whether it exists or not. */
  public Path path(String version) {
    return new Path(folder, version);
  }

  /** The folder of the rows that a version was trained and tested on, with scores, as Parquet. */
  public Path rows(String version) {
    return new Path(path(version), ROWS);
  }

  /**
   * The card of the current model, if there is one.
   *
   * @throws OperatorError when the current version does not exist or cannot be read
   */
  public Optional<ModelCard> current() throws IOException {
    Optional<String> version = current.read();
    return version.isEmpty() ? Optional.empty() : Optional.of(card(version.get()));
  }

  /** Whether a version is or has been the current one. */
  public boolean wasCurrent(String version) throws IOException {
    return current.everWas(version);
  }

  /** The card of a version, if the version exists. */
  public Optional<ModelCard> find(String version) throws IOException {
    return files.exists(path(version)) ? Optional.of(card(version)) : Optional.empty();
  }

  /** The card of a version as JSON text. */
  public String json(String version) throws IOException {
    return new String(files.read(new Path(path(version), CARD)), StandardCharsets.UTF_8);
  }

  /** The names of all versions. */
  public List<String> versions() throws IOException {
    return files.list(folder).stream()
        .map(FileStatus::getPath)
        .map(Path::getName)
        .filter(n -> !n.startsWith("_"))
        .toList();
  }

  /**
   * How many versions have been tested at exactly these cutoffs. A card that cannot be read is not
   * counted: it must not keep others from being trained.
   */
  public int testedAt(List<String> cutoffs) throws IOException {
    int count = 0;
    for (String version : versions()) {
      try {
        count += card(version).origin().cutoffs().test().equals(cutoffs) ? 1 : 0;
      } catch (OperatorError e) {
        log.warn("Not counted among the models tested at {}: {}", cutoffs, e.getMessage());
      }
    }
    return count;
  }

  /** Loads a model for scoring into the active Spark session. */
  public ChurnModel load(ModelCard card) {
    Path pipeline = new Path(path(card.version()), PIPELINE);
    return new ChurnModel(PipelineModel.load(pipeline.toString()), card.learned().calibrator());
  }

  /**
   * Publishes a version in one step. An existing version of this name is the same model and stays.
   *
   * @param rows the examples it was trained and tested on, with scores
   */
  public void publish(ModelCard card, ChurnModel model, Dataset<Row> rows, Driver driver)
      throws IOException {
    Path staged = staging.newFolder(driver.application());
    try {
      model.pipeline().write().save(new Path(staged, PIPELINE).toString());
      rows.write().option("compression", "zstd").parquet(new Path(staged, ROWS).toString());
      files.writeDurably(new Path(staged, CARD), CardFile.write(card));
      requireComplete(staged);
      moveTo(path(card.version()), staged);
    } finally {
      files.delete(staged);
    }
  }

  /**
   * Promotes a version: makes it the current one, in place of {@code expected}.
   *
   * @param expected the version that must be current now; empty if there must be none
   * @return whether the version is current now; false when another promotion came first
   */
  public boolean promote(String version, Optional<String> expected, Driver driver)
      throws IOException {
    if (!files.exists(new Path(path(version), CARD))) {
      throw new OperatorError("Cannot promote model " + version + ": there is no " + path(version));
    }
    Path temporary = staging.newFolder(driver.application());
    return current.compareAndSet(expected, version, driver.clock().instant(), temporary);
  }

  /** Removes the staging folders of ended jobs, including earlier attempts of this one. */
  public void clean(Driver driver) throws IOException {
    staging.clean(app -> driver.application().equals(app) || !driver.isRunning().test(app));
  }

  private void moveTo(Path version, Path staged) throws IOException {
    try {
      files.rename(staged, version);
    } catch (IOException e) {
      // Another job published the same model first, or only the rename's response was lost.
      if (!files.exists(new Path(version, CARD))) {
        throw e;
      }
    }
  }

  /** If a cleaner deletes the folder midway, later writes recreate it without the earlier parts. */
  private void requireComplete(Path staged) throws IOException {
    for (String part : List.of(PIPELINE + "/metadata/_SUCCESS", ROWS + "/_SUCCESS", CARD)) {
      if (!files.exists(new Path(staged, part))) {
        throw new IOException("Cannot publish " + staged + ": another job removed its " + part);
      }
    }
  }

  private ModelCard card(String version) throws IOException {
    Path path = new Path(path(version), CARD);
    try {
      return CardFile.readCard(files.read(path));
    } catch (FileNotFoundException e) {
      throw new OperatorError(
          "Cannot read model %s: %s does not exist; if it was deleted by hand, train again"
              .formatted(version, path),
          e);
    } catch (JacksonException e) {
      throw new OperatorError("Cannot read " + path + ": " + e.getOriginalMessage(), e);
    }
  }
}
