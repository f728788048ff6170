package sparkify.lake.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class EmbeddedHdfsIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @Test
  void refusesToRenameOverAFileAndKeepsBoth() throws Exception {
    LakeFileSystem files = hdfs.lake("/refuses");
    Path first = files.at("first");
    Path second = files.at("second");
    files.writeDurably(first, "1".getBytes(StandardCharsets.UTF_8));
    files.writeDurably(second, "2".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> files.rename(first, second))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(files.read(first)).asString(StandardCharsets.UTF_8).isEqualTo("1");
    assertThat(files.read(second)).asString(StandardCharsets.UTF_8).isEqualTo("2");
  }
}
