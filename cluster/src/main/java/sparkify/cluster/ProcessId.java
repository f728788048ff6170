package sparkify.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Identifies a process, also when another one later gets the same pid.
 *
 * @param birth distinguishes processes with the same pid: on Linux the boot and the clock tick of
 *     its start, which stay the same when the wall clock is set; elsewhere its start time
 */
record ProcessId(long pid, String birth) {
  private static final Path PROC = Path.of("/proc");
  private static final int STATE = 0;
  private static final int START_TICK = 19;

  /** The process with that pid, if it is alive; a zombie counts as dead. */
  static Optional<ProcessId> living(long pid) {
    return birth(pid).map(birth -> new ProcessId(pid, birth));
  }

  boolean alive() {
    return birth(pid).filter(birth::equals).isPresent();
  }

  /**
   * Whether it has released its ports and files: the threads of a killed process outlive it for a
   * moment.
   */
  boolean gone() {
    String[] tasks = PROC.resolve(pid + "/task").toFile().list();
    return !alive() && (tasks == null || tasks.length <= 1);
  }

  /** When it started, by the wall clock. */
  Instant startedAt() {
    return ProcessHandle.of(pid).flatMap(p -> p.info().startInstant()).orElse(Instant.EPOCH);
  }

  /** Resident memory; empty when unknown. */
  OptionalLong memoryBytes() {
    return text(PROC.resolve(pid + "/status"))
        .flatMap(t -> t.lines().filter(line -> line.startsWith("VmRSS:")).findFirst())
        .map(line -> OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) << 10))
        .orElse(OptionalLong.empty());
  }

  /** The complete command line of a process, arguments separated by NUL; empty when unknown. */
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

  /** The content of a file in /proc; empty when it is gone, as the process then is. */
  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
