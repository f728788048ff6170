package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.TableWriter.Writing;

@Timeout(120)
final class TableWriterIT {
  private static final String DAY = "scores/as_of=2018-11-30";

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @Test
  void replacesOneDayAndKeepsTheOthers() throws Exception {
    LakeFileSystem files = hdfs.lake("/replace");
    TableWriter writer = writer(files, "one");
    writer.replace("scores/as_of=2018-11-29", file(files, "scores/as_of=2018-11-29", "other"));
    writer.replace(DAY, file(files, DAY, "first"));
    Manifest second = writer.replace(DAY, file(files, DAY, "second"));
    assertThat(second.replaces()).hasSize(1);
    assertThat(visible(files)).containsExactlyInAnyOrder("other", "second");
    assertThat(files.list(files.at("scores/_staging"))).isEmpty();
  }

  @Test
  void changesNothingWhenWritingFails() throws Exception {
    LakeFileSystem files = hdfs.lake("/failed");
    writer(files, "one").replace(DAY, file(files, DAY, "first"));
    assertThatThrownBy(
            () ->
                writer(files, "two")
                    .replace(
                        DAY,
                        folder -> {
                          throw new IOException("no disk");
                        }))
        .hasMessage("no disk");
    assertThat(visible(files)).containsExactly("first");
    writer(files, "three").replace(DAY, file(files, DAY, "third"));
    assertThat(visible(files)).containsExactly("third");
    assertThat(files.list(files.at("scores/_staging"))).isEmpty();
  }

  @Test
  void showsTheLastCommitOfConcurrentWriters() throws Exception {
    LakeFileSystem files = hdfs.lake("/race");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Manifest>> all =
          List.of("a", "b", "c", "d").stream()
              .map(
                  n ->
                      (Callable<Manifest>) () -> writer(files, n).replace(DAY, file(files, DAY, n)))
              .toList();
      for (var one : threads.invokeAll(all)) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    LiveTable table = new CommitLog(new TablePaths(files, "scores")).readTable();
    assertThat(table.state().seq()).isEqualTo(4);
    assertThat(table.files()).hasSize(1);
    assertThat(visible(files)).hasSize(1);
  }

  @Test
  void compactsNothingOnceAFileIsNoLongerLive() throws Exception {
    LakeFileSystem files = hdfs.lake("/superseded");
    TableWriter writer = writer(files, "one");
    Manifest first = writer.replace(DAY, file(files, DAY, "first"));
    List<String> old = List.of(first.files().get(0).path());
    Writing overtaken =
        folder -> {
          writer(files, "two").replace(DAY, file(files, DAY, "second"));
          return file(files, DAY, "merged").write(folder);
        };
    assertThat(writer.compact(old, overtaken)).isEmpty();
    assertThat(writer.compact(old, overtaken)).isEmpty();
    assertThat(visible(files)).containsExactly("second");
    assertThat(files.list(files.at("scores/_staging"))).isEmpty();
  }

  private static TableWriter writer(LakeFileSystem files, String application) {
    return new TableWriter(
        new CommitLog(new TablePaths(files, "scores")),
        new LogSettings(2, Duration.ofDays(7)),
        new Driver(
            application,
            1,
            "test",
            a -> List.of("a", "b", "c", "d").contains(a),
            Clock.systemUTC()));
  }

  private static Writing file(LakeFileSystem files, String folder, String content) {
    return staging -> {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      files.writeDurably(files.at(staging + "/x.parquet"), bytes);
      return List.of(new StagedFile("x.parquet", folder, 1, bytes.length, 0, 0, null));
    };
  }

  private static List<String> visible(LakeFileSystem files) throws IOException {
    List<String> contents = new ArrayList<>();
    for (var file : files.visibleFiles(files.at("scores"))) {
      Path path = file.getPath();
      contents.add(new String(files.read(path), StandardCharsets.UTF_8));
    }
    return contents;
  }
}
