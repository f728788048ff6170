package sparkify.bench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sparkify.common.FileTree;
import sparkify.lake.fs.LakeFileSystem;

/** A lake in a temporary folder of this machine. */
record TemporaryLake(Path folder, LakeFileSystem files) {
  static TemporaryLake create() {
    try {
      Path folder = Files.createTempDirectory("bench");
      return new TemporaryLake(
          folder, LakeFileSystem.open(folder.toString(), LocalAsHdfs.configuration()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create a lake", e);
    }
  }

  /** Writes a file of text. */
  void write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  void delete(String path) {
    FileTree.delete(folder.resolve(path));
  }
}
