package sparkify.common.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this code, as the build recorded it. */
public final class Version implements IVersionProvider {
  private static final Properties BUILD = load();

  /** Name and version in one line. */
  public static String line() {
    return "sparkify " + number();
  }

  /** The version alone. */
  public static String number() {
    return BUILD.getProperty("version", "unknown");
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  private static Properties load() {
    try (InputStream in = Version.class.getResourceAsStream("/sparkify/build.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read sparkify/build.properties from the jar", e);
    }
  }
}
