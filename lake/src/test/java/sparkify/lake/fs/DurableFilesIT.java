package sparkify.lake.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class DurableFilesIT {
  private static final int MIB = 1 << 20;

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @Test
  void syncsAFileBeforeItIsClosed() throws Exception {
    LakeFileSystem files = hdfs.lake("/create");
    long before = hdfs.syncs();
    write(files.create(files.at("plain/a")), new byte[10]);
    assertThat(hdfs.syncs()).as("without asking").isEqualTo(before);
    write(files.createDurably(files.at("durable/a")), new byte[10]);
    assertThat(hdfs.syncs()).isGreaterThan(before);
    assertThatThrownBy(() -> files.createDurably(files.at("durable/a")))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void refusesToCreateDurablyWhereTheRequestWouldBeLost() throws Exception {
    Configuration mounted = hdfs.viewFs("durable-files", Map.of("/lakes", "/mounted"));
    hdfs.lake("/mounted").mkdirs(hdfs.lake("/mounted").at("folder"));
    LakeFileSystem files = LakeFileSystem.open("viewfs://durable-files/lakes", mounted);
    assertThatThrownBy(() -> files.createDurably(files.at("folder/a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not resolved");
    long before = hdfs.syncs();
    write(files.createDurably(new Path(files.resolved(files.at("folder")), "a")), new byte[10]);
    assertThat(hdfs.syncs()).isGreaterThan(before);
    assertThat(files.length(files.at("folder/a"))).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1048576, 1", "2621440, 3", "3145728, 3"})
  void syncsEveryBlockOfAFinishedFileAndKeepsItsContent(int length, int blocks) throws Exception {
    Configuration small = hdfs.configuration();
    small.setInt("dfs.blocksize", MIB);
    small.setBoolean("fs.hdfs.impl.disable.cache", true); // A cached client has its own settings.
    LakeFileSystem files = LakeFileSystem.open(hdfs.uri() + "/sync-" + length, small);
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    Path path = files.at("a");
    write(files.create(path), bytes);
    long before = hdfs.syncs();
    files.sync(path);
    assertThat(hdfs.syncs() - before).isGreaterThanOrEqualTo(blocks);
    assertThat(files.read(path)).isEqualTo(bytes);
    assertThat(files.list(files.root())).hasSize(1);
  }

  private static void write(OutputStream to, byte[] bytes) throws Exception {
    try (to) {
      to.write(bytes);
    }
  }
}
