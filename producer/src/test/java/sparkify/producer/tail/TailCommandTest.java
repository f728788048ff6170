package sparkify.producer.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.config.SettingsLoader;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.producer.CommandLineRun;
import sparkify.producer.ProduceCommand;

@Timeout(60)
class TailCommandTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;

  @Test
  void printsRecordsUnchangedUpToTheEnd() throws IOException {
    String text = "{\"userId\":\"é\"}\nnot json\n{\"userId\":\"2\"}\n";
    fill("whole", text);
    CommandLineRun run = tail("whole", "--from-beginning", "--exit-at-end");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).containsExactlyInAnyOrderElementsOf(text.lines().toList());
    assertThat(tail("other", "--topic=whole.events", "--from-beginning", "--exit-at-end").out())
        .isEqualTo(run.out());
  }

  @Test
  void printsOnlyNewRecordsByDefault() throws IOException {
    fill("old", "a\nb\n");
    CommandLineRun run = tail("old", "--exit-at-end");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
  }

  @Test
  void namesAMissingTopic() {
    CommandLineRun run = tail("nobody", "--exit-at-end");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("Cannot find topic nobody.events");
  }

  @Test
  void endsQuietlyWhenNobodyReads() throws IOException {
    fill("closed", "a\nb\n");
    var settings =
        SettingsLoader.load(null, Map.of("kafka.bootstrap-servers", kafka.bootstrapServers()));
    try (Topics topics = Topics.connect(settings.kafka());
        PrintStream closed = new PrintStream(new Closed())) {
      TopicState state = topics.describe("closed.events");
      new TopicPrinter(settings.kafka(), state, closed).print(state.begin(), Map.of());
      assertThat(closed.checkError()).isTrue();
    }
  }

  private void fill(String dataset, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(dataset), text);
    CommandLineRun run = CommandLineRun.on(kafka, dataset, new ProduceCommand(), "--input=" + file);
    assertThat(run.exitCode()).isZero();
  }

  private static CommandLineRun tail(String dataset, String... arguments) {
    return CommandLineRun.on(kafka, dataset, new TailCommand(), arguments);
  }

  /** A pipe whose reader has gone. */
  private static final class Closed extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
