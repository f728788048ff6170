package sparkify.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.cli.yarn.Applications;
import sparkify.common.OperatorError;
import sparkify.common.config.Dataset;
import sparkify.common.config.Settings;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.Confirmation;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.TablePaths;

/** Lists datasets, or deletes one completely. */
@Command(
    name = "dataset",
    description = "List datasets, or wipe one (its topic and its lake).",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DatasetCommand.ListAll.class, DatasetCommand.Wipe.class})
final class DatasetCommand {
  private DatasetCommand() {}

  @Command(
      name = "list",
      description = "List the datasets that have a topic or a lake.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class ListAll implements Callable<Integer>, UsesServices {
    @Mixin private CommonOptions options = new CommonOptions();
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      Settings settings = options.settings();
      NavigableSet<String> topics = topics(settings);
      NavigableSet<String> lakes = lakes(Environment.of(settings));
      NavigableSet<String> names = new TreeSet<>(topics);
      names.addAll(lakes);
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      for (String name : names) {
        out.printf(
            "%-30s %-9s %s%n",
            name,
            topics.contains(name) ? "topic" : "no topic",
            lakes.contains(name) ? "lake" : "no lake");
      }
      return ExitCode.OK;
    }

    private static NavigableSet<String> topics(Settings settings) {
      NavigableSet<String> names = new TreeSet<>();
      try (Topics topics = Topics.connect(settings.kafka())) {
        topics.names().forEach(topic -> Dataset.ofTopic(topic).ifPresent(names::add));
      }
      return names;
    }

    private static NavigableSet<String> lakes(Environment environment) throws IOException {
      LakeFileSystem base =
          LakeFileSystem.open(environment.settings().lake().base(), environment.configuration());
      NavigableSet<String> names = new TreeSet<>();
      for (FileStatus folder : base.list(base.root())) {
        String name = folder.getPath().getName();
        if (new TablePaths(base, name + "/" + Feed.EVENTS).isTable()) {
          names.add(name);
        }
      }
      return names;
    }
  }

  @Command(
      name = "wipe",
      description = "Delete a dataset's topic and lake for good.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Wipe implements Callable<Integer>, UsesServices {
    @Mixin private CommonOptions options = new CommonOptions();
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The dataset.")
    private String name = "";

    @Mixin private Confirmation confirmation = new Confirmation();

    @Override
    public Integer call() throws IOException {
      Environment environment = Environment.writable(options.settings(name));
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      String topic = environment.settings().dataset().topic();
      LakeFileSystem lake = environment.lake().files();
      try (Topics topics = Topics.connect(environment.settings().kafka())) {
        if (topics.find(topic).isEmpty() && !lake.exists(lake.root())) {
          throw new OperatorError(
              "Cannot wipe dataset %s: it has neither topic %s nor lake %s; ./deploy.sh dataset list prints all datasets"
                  .formatted(name, topic, lake.root()));
        }
        refuseWhileLanding(environment);
        confirmation.require("topic " + topic + " and everything in " + lake.root(), out);
        topics.delete(topic);
      }
      lake.delete(lake.root());
      Files.deleteIfExists(environment.demoRecord());
      out.println("Wiped dataset " + name);
      return ExitCode.OK;
    }

    private void refuseWhileLanding(Environment environment) {
      try (Applications applications = new Applications(environment.configuration())) {
        applications
            .landing(name)
            .ifPresent(
                running -> {
                  throw new OperatorError(
                      "Cannot wipe dataset %s: %s is landing it; stop that first (./deploy.sh stream --dataset %s --stop)"
                          .formatted(name, running.getApplicationId(), name));
                });
      }
    }
  }
}
