package sparkify.cli.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Shell scripts that print what a Python would. */
public final class FakePython {
  private FakePython() {}

  /** One that runs and reports {@code version}. */
  static Path of(Path file, String version, boolean venv) throws IOException {
    return script(
        file, "echo %s; echo %s; echo %s".formatted(file, version, venv ? "True" : "False"));
  }

  public static Path script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
