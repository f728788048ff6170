package sparkify.model;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import sparkify.common.launch.Version;
import sparkify.lake.snapshot.Snapshot;

/**
 * The code that makes a model, told apart by what it is: a build of the same sources gives the same
 * jars, and any change gives others, so that a model is made again after it.
 */
final class CodeVersion {
  private static final List<Class<?>> PARTS =
      List.of(ChurnJob.class, Snapshot.class, Version.class);

  private CodeVersion() {}

  /** Version and the beginning of the SHA-256 over our own jars, such as 0.1.0+1a2b3c4d. */
  static String current() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Class<?> part : PARTS) {
        URI place = part.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (!Files.isRegularFile(Path.of(place))) {
          return Version.number() + "+classes"; // Out of a build folder, as in tests.
        }
        digest.update(Files.readAllBytes(Path.of(place)));
      }
      return Version.number() + "+" + HexFormat.of().formatHex(digest.digest(), 0, 4);
    } catch (NoSuchAlgorithmException | URISyntaxException e) {
      throw new IllegalStateException("Cannot name the code's version", e);
    }
  }
}
