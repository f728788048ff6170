package sparkify.common.launch;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import sparkify.common.OperatorError;

/**
 * The checkout that contains deploy.sh, and what the build put there.
 *
 * @param root folder of the checkout
 */
public record Home(Path root) {
  /** The checkout named by the system property {@code sparkify.home}. */
  public static Home current() {
    return new Home(Path.of(System.getProperty("sparkify.home", ".")).toAbsolutePath().normalize());
  }

  /** The folder of all jars that programs run with: those of third parties and our own. */
  public Path libraries() {
    return root.resolve("cli/target/lib");
  }

  /** One of our own jars, given its name without the version. */
  public Path ownJar(String name) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(libraries(), name + "-[0-9]*.jar")) {
      for (Path jar : jars) {
        return jar;
      }
    }
    throw new OperatorError(
        "Cannot find " + name + " in " + libraries() + ": it is not built; run ./deploy.sh build");
  }

  /** The jar that a class of this program was loaded from. */
  public static Path jar(Class<?> part) {
    try {
      return Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot find the jar of " + part, e);
    }
  }

  /** The folder of our own programs' logs. */
  public Path logs() {
    return root.resolve(".local/logs");
  }

  /** The logging configuration of every JVM. */
  public Path logback() {
    return root.resolve("logback.xml");
  }
}
