package sparkify.producer.tail;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparkify.common.config.Settings;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;

/** {@code tail}: prints a topic. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Print the records of a topic unchanged, one per line, as they arrive.",
    footer = {"", "Exit codes: 0 done, 1 failed, 2 usage error, 130 Ctrl-C."})
public final class TailCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Topic to print; default: the dataset's.")
  private @Nullable String topic;

  @Option(
      names = "--from-beginning",
      description = "Start with the oldest record instead of the next one.")
  private boolean fromBeginning;

  @Option(names = "--exit-at-end", description = "Stop after the last record that exists now.")
  private boolean exitAtEnd;

  @Override
  public Integer call() {
    Settings settings = common.settings();
    String name = topic == null ? settings.dataset().topic() : topic;
    TopicState state;
    try (Topics topics = Topics.connect(settings.kafka())) {
      state = topics.describe(name);
    }
    Map<Integer, Long> from = fromBeginning ? state.begin() : state.end();
    new TopicPrinter(settings.kafka(), state, System.out)
        .print(from, exitAtEnd ? state.end() : Map.of());
    return ExitCode.OK;
  }
}
