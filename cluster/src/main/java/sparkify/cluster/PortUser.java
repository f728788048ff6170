package sparkify.cluster;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Finds the process that listens on a port: only on Linux, and only among the user's own. */
final class PortUser {
  private static final Path PROC = Path.of("/proc");
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  private PortUser() {}

  static OptionalLong of(int port) {
    return Stream.of("tcp", "tcp6")
        .map(table -> inode(PROC.resolve("net").resolve(table), port))
        .flatMap(Optional::stream)
        .findFirst()
        .map(inode -> owner("socket:[" + inode + "]"))
        .orElse(OptionalLong.empty());
  }

  private static Optional<String> inode(Path table, int port) {
    String suffix = ":%04X".formatted(port);
    try (Stream<String> lines = Files.lines(table)) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .filter(f -> f.length > INODE && f[LOCAL_ADDRESS].endsWith(suffix))
          .filter(f -> f[STATE].equals(LISTENING))
          .map(f -> f[INODE])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // Not Linux: the message does without the pid.
    }
  }

  private static OptionalLong owner(String socket) {
    return ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> holds(pid, socket))
        .findFirst();
  }

  private static boolean holds(long pid, String socket) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
      for (Path file : files) {
        if (Files.readSymbolicLink(file).toString().equals(socket)) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return false; // Another user's, or gone meanwhile.
    }
  }
}
