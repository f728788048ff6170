package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;

/**
 * Drivers that take over the table from each other, one file-system operation at a time, in any
 * order, and die now and then.
 */
@Timeout(120)
class InterleavingIT {
  private static final Set<String> STEPS = Set.of("create", "rename", "delete", "mkdir");
  private static final int ATTEMPTS = 4;
  private static final int BATCHES = 3;

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 15})
  void landsEveryOffsetOnceWhateverTheOrder(long seed) throws Exception {
    String folder = "/seed-" + seed;
    TestTable table = new TestTable(hdfs.lake(folder), 3);
    Random random = new Random(seed);
    Turnstile turnstile = new Turnstile(random);
    // Threads 0 and 1 are attempts of one application; the older may not know that it is fenced.
    List<Throwable> thrown =
        turnstile.run(3, number -> drive(number, folder, table, turnstile, random));
    assertThat(thrown).isEmpty();

    table.end("A");
    table.end("B");
    CommitSession last = table.open(table.driver("C", 1));
    long committed = last.state().committed().getOrDefault(0, 0L);
    assertThat(table.visible()).isEqualTo(TestTable.once(committed));
    table.land(last, 3);
    assertThat(table.visible()).isEqualTo(TestTable.once(committed + 3));
    assertThat(table.staged()).isEmpty();
    table.requireBalance();
  }

  private static void drive(
      int number, String folder, TestTable table, Turnstile turnstile, Random random)
      throws IOException {
    String application = number < 2 ? "A" : "B";
    for (int i = 0; i < ATTEMPTS; i++) {
      Hook hook = new Hook(turnstile, number, random);
      LakeFileSystem through = FileSystemHook.lake(hdfs, folder, hook);
      Driver driver = table.driver(application, number < 2 ? 2 * i + number + 1 : i + 1);
      try {
        CommitSession session = table.open(through, driver, application.equals("A") ? "B" : "A");
        for (int batch = 0; batch < BATCHES; batch++) {
          TestTable.land(through, session, 2 + random.nextInt(3));
        }
      } catch (FencedException e) {
        assertThat(e.application()).isIn("A", "B");
      } catch (Crash e) {
        assertThat(hook.dead).isTrue();
      } catch (IOException e) {
        // Only a fenced driver may find its folder cleaned up; the log shows that it is fenced.
        assertThat(e).hasMessageContaining("cleaned");
      }
    }
  }

  /** Waits for its turn before every change to the file system, and dies at one in fifty. */
  private static final class Hook implements FileSystemHook {
    private final Turnstile turnstile;
    private final int number;
    private final Random random;
    private final Thread thread = Thread.currentThread();
    private boolean dead;

    Hook(Turnstile turnstile, int number, Random random) {
      this.turnstile = turnstile;
      this.number = number;
      this.random = random;
    }

    @Override
    public void before(String operation, Path path) {
      if (Thread.currentThread() != thread || !STEPS.contains(operation)) {
        return; // Other threads, which read the log, are not scheduled.
      }
      turnstile.pass(number);
      dead |= random.nextInt(50) == 0;
      if (dead) {
        throw Crash.now();
      }
    }
  }
}
