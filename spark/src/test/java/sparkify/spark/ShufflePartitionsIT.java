package sparkify.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ShufflePartitionsIT {
  @Test
  void thereIsOnePerCoreUntilTheEventsNeedMore() {
    assertThat(ShufflePartitions.count(0, 2)).isEqualTo(2);
    assertThat(ShufflePartitions.count(700_000, 2)).isEqualTo(2);
    assertThat(ShufflePartitions.count(700_001, 2)).isEqualTo(3);
    assertThat(ShufflePartitions.count(25_600_000, 2)).isEqualTo(74);
    assertThat(ShufflePartitions.count(25_600_000, 100)).isEqualTo(100);
  }

  @Test
  void aNumberThatSparkWasStartedWithStays() {
    SparkSession spark = TestSpark.session();
    ShufflePartitions.set(spark, 100_000_000);
    assertThat(spark.conf().get("spark.sql.shuffle.partitions")).isEqualTo("4");
  }
}
