package sparkify.bench.process;

import java.nio.file.Path;

/**
 * Where what programs print is kept.
 *
 * @param home the folder that errors name files from
 */
record LogFiles(Path home, Path folder) {
  /** The standard output of a program. */
  Path output(String label) {
    return folder.resolve(label + ".out");
  }

  /** Its standard error. */
  Path errors(String label) {
    return folder.resolve(label + ".err");
  }

  /** A file as errors name it. */
  Path shown(Path file) {
    return home.relativize(file);
  }
}
