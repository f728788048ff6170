package sparkify.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records a daemon's process for later commands: its pid and its birth, on one line. */
record PidFile(Path path) {
  private static final Logger log = LoggerFactory.getLogger(PidFile.class);

  void write(ProcessId process) {
    ConfFiles.write(path, process.pid() + " " + process.birth() + "\n");
  }

  /** The process, if it is still alive: a reboot or a kill leaves a stale file behind. */
  Optional<ProcessId> process() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    Optional<ProcessId> written = read();
    Optional<ProcessId> living = written.filter(ProcessId::alive);
    if (living.isEmpty()) {
      log.info("{} is stale: no such process", path);
    }
    return living;
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path, e);
    }
  }

  private Optional<ProcessId> read() {
    try {
      String[] fields = Files.readString(path).strip().split(" ", 2);
      return fields.length == 2 && fields[0].matches("\\d{1,10}")
          ? Optional.of(new ProcessId(Long.parseLong(fields[0]), fields[1]))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }
}
