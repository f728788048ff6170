package sparkify.model.frame;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Spark on two cores in this JVM, for one test class. */
final class LocalSpark implements BeforeAllCallback, AfterAllCallback {
  private @Nullable SparkSession session;

  @Override
  public void beforeAll(ExtensionContext context) {
    session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 4)
            // Days are UTC days wherever the programs run.
            .config("spark.sql.session.timeZone", "Pacific/Auckland")
            .getOrCreate();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    session().stop();
  }

  SparkSession session() {
    SparkSession started = session;
    if (started == null) {
      throw new IllegalStateException("Spark has not been started");
    }
    return started;
  }
}
