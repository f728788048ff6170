package sparkify.streaming;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.lake.fs.EmbeddedHdfs;

/** Settings of a test's dataset on embedded services, and a Spark of two cores. */
public final class TestSettings {
  private TestSettings() {}

  /** Settings of {@code dataset}, with {@code more} over them. */
  public static Settings of(
      EmbeddedKafka kafka, EmbeddedHdfs hdfs, String dataset, Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("dataset", dataset);
    all.put("kafka.bootstrap-servers", kafka.bootstrapServers());
    all.put("lake.base", hdfs.uri());
    all.put("streaming.batch-interval", "200ms");
    all.put("streaming.poll-timeout", "20s");
    all.putAll(more);
    return SettingsLoader.load(null, all);
  }

  /** A Spark in this JVM, for the caller to close. */
  public static JavaSparkContext spark(EmbeddedHdfs hdfs) {
    SparkConf conf =
        new SparkConf().setMaster("local[2]").setAppName("test").set("spark.ui.enabled", "false");
    JavaSparkContext spark = new JavaSparkContext(conf);
    spark.hadoopConfiguration().addResource(hdfs.configuration());
    return spark;
  }
}
