package sparkify.model;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sparkify.common.Sha256;
import sparkify.common.launch.Version;
import sparkify.lake.snapshot.Snapshot;

/**
 * The code that makes a model, told apart by what it is: a build of the same sources gives the same
 * jars, and any change gives others, so that a model is made again after it.
 */
final class CodeVersion {
  private static final int DIGITS = 8;
  private static final List<Class<?>> PARTS =
      List.of(ChurnJob.class, Snapshot.class, Version.class);

  private CodeVersion() {}

  /** Version and the beginning of the SHA-256 over our own jars, such as 0.1.0+1a2b3c4d. */
  static String current() throws IOException {
    try {
      Sha256 hash = new Sha256();
      for (Class<?> part : PARTS) {
        URI place = part.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (!Files.isRegularFile(Path.of(place))) {
          return Version.number() + "+classes"; // Out of a build folder, as in tests.
        }
        hash.add(Path.of(place));
      }
      return Version.number() + "+" + hash.hex().substring(0, DIGITS);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot name the code's version", e);
    }
  }
}
