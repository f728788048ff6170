package sparkify.common;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;

/** A file that only its owner can read, from the moment it exists. */
public final class PrivateFile {
  private PrivateFile() {}

  /** Creates the file with {@code text}; it must not exist yet. */
  public static Path write(Path file, String text) throws IOException {
    return Files.writeString(create(file), text);
  }

  /** Creates the file with {@code bytes}; it must not exist yet. */
  public static Path write(Path file, byte[] bytes) throws IOException {
    return Files.write(create(file), bytes);
  }

  /** Creates a file of Java properties; it must not exist yet. */
  public static Path write(Path file, Map<String, String> values) throws IOException {
    Properties properties = new Properties();
    properties.putAll(values);
    try (OutputStream out = Files.newOutputStream(create(file))) {
      properties.store(out, null);
    }
    return file;
  }

  private static Path create(Path file) throws IOException {
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
