package sparkify.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
  @TempDir private Path folder;

  @Test
  void deletesAFolderAndEverythingInIt() throws IOException {
    Path tree = folder.resolve("tree");
    Files.writeString(Files.createDirectories(tree.resolve("a/b")).resolve("file"), "x");
    Files.writeString(tree.resolve("file"), "x");
    FileTree.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(folder).exists();
  }

  @Test
  void deletesLinksWithoutFollowingThem() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Files.writeString(kept.resolve("file"), "x");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), kept);
    Files.createSymbolicLink(tree.resolve("dangling"), folder.resolve("missing"));
    Path linkToKept = Files.createSymbolicLink(folder.resolve("link"), kept);
    FileTree.delete(tree);
    FileTree.delete(linkToKept);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(kept));
    assertThat(kept.resolve("file")).hasContent("x");
  }

  @Test
  void ignoresAMissingFolder() {
    FileTree.delete(folder.resolve("missing"));
    assertThat(folder).isEmptyDirectory();
  }
}
