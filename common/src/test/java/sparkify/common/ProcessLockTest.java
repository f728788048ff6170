package sparkify.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessLockTest {
  private static final long PID = ProcessHandle.current().pid();

  @TempDir private Path folder;
  private final List<String> holders = new ArrayList<>();

  @Test
  void refusesASecondTakerInTheSameProcessUntilItIsReleased() throws IOException {
    try (ProcessLock first = take()) {
      assertThat(ProcessLock.tryTake(file())).isEmpty();
    }
    try (ProcessLock second = take()) {
      assertThat(file()).hasContent(Long.toString(PID));
    }
  }

  @Test
  void keepsTheFileAfterRelease() throws IOException {
    take().close();
    assertThat(file()).exists();
  }

  @Test
  void waitsForTheHolderAndReportsItOnce() throws IOException {
    ProcessLock first = take();
    Optional<ProcessLock> second =
        ProcessLock.take(
            file(),
            Duration.ofMinutes(1),
            holder -> {
              holders.add(holder);
              first.close();
            });
    assertThat(second).isPresent();
    second.get().close();
    assertThat(holders).containsExactly("another command (pid " + PID + ")");
  }

  @Test
  void doesNotWaitForAFreeLock() throws IOException {
    Optional<ProcessLock> lock = ProcessLock.take(file(), Duration.ofMinutes(1), holders::add);
    assertThat(lock).isPresent();
    lock.get().close();
    assertThat(holders).isEmpty();
  }

  @Test
  void isEmptyWhenTheLockIsStillHeldAfterTheTimeout() throws IOException {
    try (ProcessLock first = take()) {
      assertThat(ProcessLock.take(file(), Duration.ZERO, holders::add)).isEmpty();
      assertThat(holders).hasSize(1);
    }
  }

  @Test
  void stopsWaitingWhenInterrupted() throws IOException {
    try (ProcessLock first = take()) {
      assertThatThrownBy(
              () ->
                  ProcessLock.take(
                      file(), Duration.ofMinutes(1), holder -> Thread.currentThread().interrupt()))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessageContaining(file().toString());
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private Path file() {
    return folder.resolve("new/lock");
  }

  private ProcessLock take() throws IOException {
    return ProcessLock.tryTake(file()).orElseThrow();
  }
}
