package sparkify.bench.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.table.data.RowData;

/** Lands a topic with Flink, exactly once, in one JVM. */
public final class FlinkLanding {
  private static final int PARALLELISM = 3;

  private FlinkLanding() {}

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, options(args[2]));
    flink
        .fromSource(source(args[0], args[1]), WatermarkStrategy.noWatermarks(), "topic")
        .map(new CheckpointProgress())
        .returns(new EventDeserializer().getProducedType())
        .sinkTo(sink(args[2] + "/events"));
    flink.execute("landing");
    CheckpointProgress.printEnd();
  }

  private static Configuration options(String folder) {
    Configuration options = new Configuration();
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(2));
    options.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    options.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder + "/checkpoints");
    options.set(PipelineOptions.OBJECT_REUSE, true);
    return options;
  }

  private static KafkaSource<RowData> source(String servers, String topic) {
    return KafkaSource.<RowData>builder()
        .setBootstrapServers(servers)
        .setTopics(topic)
        .setGroupId(topic + "-flink")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setBounded(OffsetsInitializer.latest())
        .setDeserializer(new EventDeserializer())
        .setProperty("commit.offsets.on.checkpoint", "false")
        .setProperty("max.poll.records", "5000")
        .setProperty("max.partition.fetch.bytes", "" + (4 << 20))
        .setProperty("receive.buffer.bytes", "" + (1 << 20))
        .build();
  }

  private static FileSink<RowData> sink(String folder) {
    return FileSink.forBulkFormat(new Path(folder), new ParquetWriterFactory<>(new RowWriters()))
        .withBucketAssigner(new DateAssigner())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(OutputFileConfig.builder().withPartSuffix(".parquet").build())
        .build();
  }
}
