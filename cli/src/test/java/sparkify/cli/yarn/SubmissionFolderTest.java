package sparkify.cli.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionFolderTest {
  @TempDir private Path parent;

  @Test
  void isForItsOwnerAndGoneWhenClosed() throws IOException {
    Path path;
    try (SubmissionFolder folder = SubmissionFolder.create(parent)) {
      path = folder.path();
      assertThat(Files.getPosixFilePermissions(path))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      Files.writeString(path.resolve("spark.properties"), "a=b");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void deletesWhatAKilledCommandLeft() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path abandoned = Files.createDirectory(parent.resolve("sparkify-submit-" + ended.pid() + "-1"));
    Files.writeString(abandoned.resolve("spark.properties"), "a=b");
    Path other = Files.createDirectory(parent.resolve("sparkify-submit-of-somebody"));
    try (SubmissionFolder first = SubmissionFolder.create(parent);
        SubmissionFolder second = SubmissionFolder.create(parent)) {
      assertThat(parent)
          .isDirectoryContaining(first.path()::equals)
          .isDirectoryContaining(second.path()::equals)
          .isDirectoryContaining(other::equals)
          .isDirectoryNotContaining(abandoned::equals);
    }
  }
}
