package sparkify.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Linux says about processes in {@code /proc}. */
final class ProcessFiles {
  static final Path ROOT = Path.of("/proc");

  /** Linux counts in hundredths of a second here, whatever its own clock does. */
  private static final double TICKS_PER_SECOND = 100;

  private static final long PAGE_BYTES = 4096;

  /** Places in {@code stat}, counted after the name, which may have spaces in it. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;
  private static final int RESIDENT_PAGES = 21;

  private ProcessFiles() {}

  /** A process at one moment. */
  record Moment(double cpuSeconds, long bytes) {}

  /** The numbers of all processes. */
  static List<Long> all() throws IOException {
    List<Long> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      entries.forEach(entry -> all.add(Long.parseLong(String.valueOf(entry.getFileName()))));
    }
    return all;
  }

  /** The command line of a process; empty if it has ended. */
  static String commandLine(long process) {
    try {
      return read(process, "cmdline");
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * What a process has used.
   *
   * @throws IOException when it has ended
   */
  static Moment moment(long process) throws IOException {
    String stat = read(process, "stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks =
        Double.parseDouble(fields[USER_TICKS]) + Double.parseDouble(fields[SYSTEM_TICKS]);
    return new Moment(
        ticks / TICKS_PER_SECOND, Long.parseLong(fields[RESIDENT_PAGES]) * PAGE_BYTES);
  }

  private static String read(long process, String file) throws IOException {
    byte[] bytes = Files.readAllBytes(ROOT.resolve(process + "/" + file));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
