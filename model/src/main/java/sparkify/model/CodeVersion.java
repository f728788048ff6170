package sparkify.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sparkify.common.Sha256;
import sparkify.common.launch.Home;
import sparkify.common.launch.Version;
import sparkify.lake.snapshot.Snapshot;
import sparkify.spark.SnapshotReader;

/**
 * The version of the code that trains a model, identified by its content: builds of the same
 * sources produce the same jars, and any change produces different ones, so a model is trained
 * again after a change of code.
 */
final class CodeVersion {
  private static final int DIGITS = 8;
  private static final List<Class<?>> PARTS =
      List.of(ChurnJob.class, SnapshotReader.class, Snapshot.class, Version.class);

  private CodeVersion() {}

  /** The version number and the first digits of the SHA-256 of our jars: 0.1.0+1a2b3c4d. */
  static String current() throws IOException {
    Sha256 hash = new Sha256();
    for (Class<?> part : PARTS) {
      Path jar = Home.jar(part);
      if (!Files.isRegularFile(jar)) {
        return Version.number() + "+classes"; // Run from a build folder, as in tests.
      }
      hash.add(jar);
    }
    return Version.number() + "+" + hash.hex().substring(0, DIGITS);
  }
}
