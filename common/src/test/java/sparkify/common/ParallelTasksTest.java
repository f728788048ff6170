package sparkify.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ParallelTasksTest {
  private final ParallelTasks tasks = new ParallelTasks("test", 2);
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();

  @Test
  void returnsResultsInTheOrderOfTheTasksNotOfTheirCompletion() throws IOException {
    Callable<String> first =
        () -> {
          started.await();
          return "first";
        };
    Callable<String> second =
        () -> {
          started.countDown();
          return "second";
        };
    assertThat(tasks.run(List.of(first, second))).containsExactly("first", "second");
    assertThat(tasks.run(List.of())).isEmpty();
  }

  static List<Throwable> failures() {
    return List.of(new IOException("io"), new OperatorError("operator"), new AssertionError("bug"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void rethrowsAFailureUnchangedWhenNoTaskRunsAnyMore(Throwable failure) {
    Callable<String> failing =
        () -> {
          started.await();
          throw thrown(failure);
        };
    assertThatThrownBy(() -> tasks.run(List.of(failing, this::block, this::block)))
        .isSameAs(failure);
    assertThat(running).hasValue(0);
  }

  @Test
  void wrapsOtherCheckedFailures() {
    Callable<String> failing =
        () -> {
          throw new ReflectiveOperationException("odd");
        };
    assertThatThrownBy(() -> tasks.run(List.of(failing)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot test: ")
        .hasMessageEndingWith("odd");
  }

  @Test
  void cancelsItsTasksWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> tasks.run(List.of(this::block)))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("Cannot test: interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(running).hasValue(0);
  }

  /** Runs until it is cancelled. */
  private String block() throws InterruptedException {
    running.incrementAndGet();
    started.countDown();
    try {
      never.await();
      return "never";
    } finally {
      running.decrementAndGet();
    }
  }

  private static Exception thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (Exception) failure;
  }
}
