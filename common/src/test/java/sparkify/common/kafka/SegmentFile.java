package sparkify.common.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.FileRecords;

/** The file that holds a partition's records at a broker, to be damaged as hardware does. */
public final class SegmentFile {
  private final Path data;
  private final Path folder;
  private final Path file;

  SegmentFile(Path data, TopicPartition partition) {
    this.data = data;
    this.folder = data.resolve(partition.toString());
    this.file = folder.resolve("00000000000000000000.log");
  }

  /**
   * Cuts the batches from {@code offset} on, as a power failure does that comes before they reach
   * the disk. The broker must be stopped.
   */
  public void cut(long offset) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(batch(offset).position());
      deleteAll(folder, "*.{index,timeindex,txnindex,snapshot}");
      deleteAll(data, "{.kafka_cleanshutdown,recovery-point-offset-checkpoint}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Flips a bit in the records of the batch that begins at {@code offset}. */
  public void flipBit(long offset) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileChannelRecordBatch batch = batch(offset);
      int at = batch.position() + batch.sizeInBytes() - 2;
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ 1)).rewind();
      channel.write(one, at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileChannelRecordBatch batch(long offset) throws IOException {
    try (FileRecords records = FileRecords.open(file.toFile(), false)) {
      for (FileChannelRecordBatch batch : records.batches()) {
        if (batch.baseOffset() == offset) {
          return batch;
        }
      }
      throw new IllegalArgumentException(file + " has no batch that begins at " + offset);
    }
  }

  private static void deleteAll(Path folder, String names) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
      for (Path one : files) {
        Files.delete(one);
      }
    }
  }
}
