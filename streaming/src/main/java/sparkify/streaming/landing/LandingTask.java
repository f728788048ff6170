package sparkify.streaming.landing;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import sparkify.common.config.ParquetSettings;
import sparkify.common.feed.Parsed;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.table.LandedRow;
import sparkify.lake.table.RejectedRecord;
import sparkify.lake.table.StagedFiles;

/**
 * Lands one task's share of a batch: reads the slices, parses the records, and writes rows and
 * rejects into files of its own.
 *
 * @param consumer options of the Kafka consumer
 * @param lake the lake's folder, as a full address
 * @param staging the batch's staging folder, relative to the lake's
 */
record LandingTask(
    Feed feed,
    ParquetSettings parquet,
    Map<String, Object> consumer,
    Duration pollTimeout,
    String lake,
    String staging)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private static final ReaderPool READERS = new ReaderPool();

  /**
   * The result of one task; its files count only once the driver has this.
   *
   * @param bytes keys and values of the records
   */
  record Done(List<Range> ranges, List<StagedFile> rows, List<StagedFile> rejects, long bytes)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
  }

  /**
   * Lands {@code slices}.
   *
   * @param task a name for this attempt of the task, unique within the batch
   */
  Done land(List<Slice> slices, String task, Configuration configuration) throws IOException {
    LakeFileSystem files = LakeFileSystem.open(lake, configuration);
    try (StagedFiles staged = new StagedFiles(files, feed, parquet, staging, task)) {
      List<Range> ranges = new ArrayList<>();
      long bytes = 0;
      for (Slice slice : slices) {
        RangeTally tally = new RangeTally(slice);
        land(slice, new RecordWriter(staged, tally));
        ranges.add(tally.range());
        bytes += tally.bytes();
      }
      staged.finish();
      return new Done(ranges, staged.rows(), staged.rejected(), bytes);
    }
  }

  private void land(Slice slice, RecordWriter writer) throws IOException {
    TopicPartition partition = new TopicPartition(feed.topic(), slice.partition());
    PartitionReader reader = READERS.borrow(partition, slice.from(), consumer, pollTimeout);
    boolean done = false;
    try {
      reader.read(slice, writer::write);
      writer.tally.passed(reader.position());
      done = true;
    } finally {
      if (done) {
        READERS.giveBack(partition, reader);
      } else {
        reader.close();
      }
    }
  }

  /** Writes each record of a slice as a row or as a reject. */
  private final class RecordWriter {
    private final StagedFiles staged;
    private final RangeTally tally;

    RecordWriter(StagedFiles staged, RangeTally tally) {
      this.staged = staged;
      this.tally = tally;
    }

    void write(ConsumerRecord<byte[], byte[]> item) throws IOException {
      Parsed parsed = feed.parser().parse(item.value(), System.currentTimeMillis());
      if (parsed instanceof Parsed.Row row) {
        staged.write(new LandedRow(row, item.partition(), item.offset(), item.timestamp()));
        tally.landed(item);
      } else if (parsed instanceof Parsed.Rejected rejection) {
        staged.reject(rejected(item, rejection));
        tally.rejected(item);
      }
    }

    private static RejectedRecord rejected(
        ConsumerRecord<byte[], byte[]> item, Parsed.Rejected rejection) {
      return new RejectedRecord(
          item.topic(),
          item.partition(),
          item.offset(),
          item.timestamp(),
          rejection,
          item.key(),
          item.value());
    }
  }
}
