package sparkify.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import sparkify.common.OperatorError;

class RoundsTest {
  private final StringWriter text = new StringWriter();
  private final List<String> turns = new ArrayList<>();

  @Test
  void contendersTakeTurns() throws InterruptedException {
    run(2, contender("a", 1), contender("b", 2));

    assertThat(turns).containsExactly("a1", "b1", "a2", "b2");
  }

  @Test
  void showsMedianRangeAndRatio() throws InterruptedException {
    Result result = run(3, contender("a", 100), contender("b", 50));

    new Table(new PrintWriter(text)).print(result, List.of("  and more"));

    assertThat(text.toString())
        .containsPattern("overall, events/s +a +200 +100–300 +1\\.00")
        .containsPattern(" b +100 +50–150 +0\\.50")
        .endsWith("  and more" + System.lineSeparator());
  }

  @Test
  void whatFailsDoesNotKeepOthersFromRunning() throws InterruptedException {
    Contender failing =
        new Contender(
            "a",
            round -> {
              throw new OperatorError("it wrote 9 rows (must be 10)");
            });

    Result result = run(1, failing, contender("b", 2));

    assertThat(result.failures()).containsExactly("a: it wrote 9 rows (must be 10)");
    assertThat(turns).containsExactly("b1");
  }

  @Test
  void aSkippedPartHasNotFailed() throws InterruptedException {
    Result result =
        new Rounds(1, new PrintWriter(text))
            .run(
                new TestPart(
                    () -> {
                      throw new Skipped("there is no Python");
                    }));

    assertThat(result.skipped()).isEqualTo("there is no Python");
    assertThat(result.failures()).isEmpty();
  }

  private Result run(int runs, Contender... contenders) throws InterruptedException {
    return new Rounds(runs, new PrintWriter(text)).run(new TestPart(() -> List.of(contenders)));
  }

  private Contender contender(String name, double perRound) {
    return new Contender(
        name,
        round -> {
          turns.add(name + round);
          return Measurement.empty().with(Metric.OVERALL, perRound * round);
        });
  }

  private record TestPart(Supplier<List<Contender>> prepared) implements Part {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public String title() {
      return "nothing";
    }

    @Override
    public List<Contender> contenders() {
      return prepared.get();
    }
  }
}
