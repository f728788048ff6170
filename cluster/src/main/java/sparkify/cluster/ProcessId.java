package sparkify.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process that cannot be mistaken for another one that later gets the same pid.
 *
 * @param birth what tells it from others: on Linux the boot and the clock tick it started at, which
 *     stay the same when the wall clock is set; elsewhere the time of its start
 */
record ProcessId(long pid, String birth) {
  private static final Path PROC = Path.of("/proc");
  private static final int STATE = 0;
  private static final int START_TICK = 19;

  /** The living process of that pid. A zombie is dead. */
  static Optional<ProcessId> living(long pid) {
    return birth(pid).map(birth -> new ProcessId(pid, birth));
  }

  boolean alive() {
    return birth(pid).filter(birth::equals).isPresent();
  }

  /**
   * Whether it has let go of its ports and files: killed threads do so after the process is dead.
   */
  boolean gone() {
    String[] tasks = PROC.resolve(pid + "/task").toFile().list();
    return !alive() && (tasks == null || tasks.length <= 1);
  }

  /** When it started, by the wall clock. */
  Instant startedAt() {
    return ProcessHandle.of(pid).flatMap(p -> p.info().startInstant()).orElse(Instant.EPOCH);
  }

  /** Resident memory, where the system tells. */
  OptionalLong memoryBytes() {
    return text(PROC.resolve(pid + "/status"))
        .flatMap(t -> t.lines().filter(line -> line.startsWith("VmRSS:")).findFirst())
        .map(line -> OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) << 10))
        .orElse(OptionalLong.empty());
  }

  /** The whole command line of a process, arguments separated by NUL; empty when not known. */
  static String commandLine(ProcessHandle process) {
    return text(PROC.resolve(process.pid() + "/cmdline"))
        .or(() -> process.info().commandLine().map(line -> line.replace(' ', '\0')))
        .orElse("");
  }

  private static Optional<String> birth(long pid) {
    if (!Files.isReadable(PROC.resolve("self/stat"))) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(p -> p.info().startInstant())
          .map(start -> Long.toString(start.toEpochMilli()));
    }
    // The second field is the program's name in parentheses, which may hold anything.
    return text(PROC.resolve(pid + "/stat"))
        .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "))
        .filter(fields -> !fields[STATE].matches("[ZXx]"))
        .map(fields -> boot() + ":" + fields[START_TICK]);
  }

  private static String boot() {
    return text(PROC.resolve("sys/kernel/random/boot_id")).orElse("").strip();
  }

  /** What a file of /proc says; empty when it has gone, as the process then has. */
  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
