package sparkify.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CellErrorTest {
  private static final String BEFORE =
      """
      [NbConvertApp] Converting notebook 01.ipynb to html
      Traceback (most recent call last):
        File "x.py", line 1062, in async_execute_cell
      nbclient.exceptions.CellExecutionError: An error occurred while executing the following cell:
      ------------------
      1/0
      ------------------

      """;

  @Test
  void findsCellLineAndTheErrorRaisedLast() {
    String log =
        BEFORE
            + """
            \u001b[31mZeroDivisionError\u001b[39m                         Traceback (most recent call last)
            \u001b[36mCell\u001b[39m\u001b[36m \u001b[39m\u001b[32mIn[3]\u001b[39m\u001b[32m, line 3\u001b[39m
            \u001b[32m----> \u001b[39m\u001b[32m3\u001b[39m     1/0

            \u001b[31mZeroDivisionError\u001b[39m: division by zero

            The above exception was the direct cause of the following exception:

            RuntimeError                              Traceback (most recent call last)
            Cell In[3], line 5
                  4 except Exception as e:
            ----> 5     raise RuntimeError('a\\nb') from e

            RuntimeError: a
            b
            """;
    assertThat(CellError.in(log))
        .containsExactly(
            "in cell 3, line 5:", "  raise RuntimeError('a\\nb') from e", "RuntimeError: a");
  }

  @Test
  void findsTheFirstLineOfAJavaError() {
    String log =
        BEFORE
            + """
            Py4JJavaError                             Traceback (most recent call last)
            Cell In[1], line 2
            ----> 2 frame.collect()

            Py4JJavaError: An error occurred while calling o45.collect.
            : org.apache.spark.SparkException: Job aborted
            \tat org.apache.spark.Scheduler(Scheduler.scala:1)
            Caused by: java.io.IOException: gone
            """;
    assertThat(CellError.in(log))
        .endsWith(
            "Py4JJavaError: An error occurred while calling o45.collect."
                + " : org.apache.spark.SparkException: Job aborted");
  }

  @Test
  void findsASyntaxError() {
    String log =
        BEFORE + "  Cell In[1], line 1\n    x = (1,\n        ^\nSyntaxError: never closed\n";
    assertThat(CellError.in(log))
        .containsExactly("in cell 1, line 1:", "SyntaxError: never closed");
  }

  @Test
  void findsWhatEndedTheRunIfNoCellFailed() {
    String log = "Traceback\nnbclient.exceptions.DeadKernelError: Kernel died\n";
    assertThat(CellError.in(log)).containsExactly("Kernel died");
  }

  @Test
  void fallsBackToTheLastLine() {
    assertThat(CellError.in("one\nNo module named nbconvert\n\n"))
        .containsExactly("No module named nbconvert");
  }
}
