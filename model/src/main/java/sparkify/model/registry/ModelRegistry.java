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
import sparkify.common.OperatorError;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Driver;

/**
 * The models of a lake.
 *
 * <pre>
 * models/churn/&lt;version&gt;/{pipeline/, rows/, model.json}   whole, and never changed
 * models/churn/_current/&lt;number&gt;.json                     the highest names the version in use
 * models/churn/_tmp-&lt;application&gt;--&lt;id&gt;                    being written
 * </pre>
 *
 * <p>A version comes into being by one rename of a finished folder: a job that is killed leaves a
 * temporary folder, which {@link #clean} removes, and never half a model.
 */
public final class ModelRegistry {
  private static final String FOLDER = "models/churn";
  private static final String CARD = "model.json";
  private static final String PIPELINE = "pipeline";
  private static final String ROWS = "rows";

  private final LakeFileSystem files;
  private final Path folder;
  private final CurrentModel current;
  private final Workshop workshop;

  private ModelRegistry(LakeFileSystem files) {
    this.files = files;
    this.folder = files.at(FOLDER);
    this.current = new CurrentModel(files, new Path(folder, "_current"));
    this.workshop = new Workshop(files, folder);
  }

  /** The models of the lake that {@code files} is the file system of. */
  public static ModelRegistry open(LakeFileSystem files) {
    return new ModelRegistry(files);
  }

  /** Where a version is, or would be. */
  public Path path(String version) {
    return new Path(folder, version);
  }

  /** Where a version keeps the rows it was trained and tested on, with their scores: Parquet. */
  public Path rows(String version) {
    return new Path(path(version), ROWS);
  }

  /**
   * The model in use, if any.
   *
   * @throws OperatorError when it is named but not there, or cannot be read
   */
  public Optional<ModelCard> current() throws IOException {
    Optional<String> version = current.read().map(CurrentModel.Note::version);
    return version.isEmpty() ? Optional.empty() : Optional.of(card(version.get()));
  }

  /** Whether a version is in use, or was before another one took its place. */
  public boolean wasCurrent(String version) throws IOException {
    return current.everWas(version);
  }

  /** What is known of a version, if there is one. */
  public Optional<ModelCard> find(String version) throws IOException {
    return files.exists(path(version)) ? Optional.of(card(version)) : Optional.empty();
  }

  /** All that is known of a version, as the JSON it is kept in. */
  public String json(String version) throws IOException {
    return new String(files.read(new Path(path(version), CARD)), StandardCharsets.UTF_8);
  }

  /** The versions there are, by name. */
  public List<String> versions() throws IOException {
    return files.list(folder).stream()
        .map(FileStatus::getPath)
        .map(Path::getName)
        .filter(n -> !n.startsWith("_"))
        .toList();
  }

  /** Loads a model for scoring, with the active Spark session. */
  public ChurnModel load(ModelCard card) {
    Path pipeline = new Path(path(card.version()), PIPELINE);
    return new ChurnModel(PipelineModel.load(pipeline.toString()), card.learned().calibrator());
  }

  /**
   * Makes a version of a model, in one step. When there is one of that name already, which is the
   * same model, it stays.
   *
   * @param rows what it was trained and tested on, with scores
   */
  public void publish(ModelCard card, ChurnModel model, Dataset<Row> rows, Driver driver)
      throws IOException {
    Path bench = workshop.bench(driver.application());
    try {
      model.pipeline().write().save(new Path(bench, PIPELINE).toString());
      rows.write().option("compression", "zstd").parquet(new Path(bench, ROWS).toString());
      files.writeDurably(new Path(bench, CARD), CardFile.write(card));
      requireWhole(bench);
      put(bench, path(card.version()));
    } finally {
      files.delete(bench);
    }
  }

  /**
   * Puts a version in use if {@code instead} still is (empty: if none is).
   *
   * @return whether it is in use now; false when another change came first
   */
  public boolean makeCurrent(String version, Optional<String> instead, Driver driver)
      throws IOException {
    if (!files.exists(new Path(path(version), CARD))) {
      throw new OperatorError("Cannot use model " + version + ": there is no " + path(version));
    }
    Path temporary = workshop.bench(driver.application());
    return current.change(version, instead, driver.clock().instant(), temporary);
  }

  /** Removes what jobs that have ended left unfinished, earlier attempts of this one included. */
  public void clean(Driver driver) throws IOException {
    workshop.clean(app -> driver.application().equals(app) || !driver.isRunning().test(app));
  }

  private void put(Path bench, Path home) throws IOException {
    try {
      files.rename(bench, home);
    } catch (IOException e) {
      // Another job made the same model first, or only the answer was lost.
      if (!files.exists(new Path(home, CARD))) {
        throw e;
      }
    }
  }

  /** A folder that was cleaned away in the middle comes back with what was written after that. */
  private void requireWhole(Path bench) throws IOException {
    for (String part : List.of(PIPELINE + "/metadata/_SUCCESS", ROWS + "/_SUCCESS", CARD)) {
      if (!files.exists(new Path(bench, part))) {
        throw new IOException("Cannot publish " + bench + ": another job removed its " + part);
      }
    }
  }

  private ModelCard card(String version) throws IOException {
    Path path = new Path(path(version), CARD);
    try {
      return CardFile.readCard(files.read(path));
    } catch (FileNotFoundException e) {
      throw new OperatorError(
          "Cannot read model %s: there is no %s; it was deleted by hand, train again"
              .formatted(version, path),
          e);
    } catch (JacksonException e) {
      throw new OperatorError("Cannot read " + path + ": " + e.getOriginalMessage(), e);
    }
  }
}
