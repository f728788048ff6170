package sparkify.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sparkify.cli.demo.DemoFiles;
import sparkify.cli.yarn.Applications;
import sparkify.common.config.Settings;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.OperatorError;
import sparkify.common.launch.Version;
import sparkify.lake.fs.LakeFileSystem;

/** Lists datasets, and takes one away as a whole. */
@Command(
    name = "dataset",
    description = "List datasets, or wipe one: its topic and its lake.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DatasetCommand.ListAll.class, DatasetCommand.Wipe.class})
final class DatasetCommand {
  private static final String TOPIC_SUFFIX = ".events";

  private DatasetCommand() {}

  @Command(
      name = "list",
      description = "List the datasets that have a topic or a lake.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class ListAll implements Callable<Integer> {
    @Mixin private CommonOptions options = new CommonOptions();
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      Settings settings = options.settings();
      Configuration configuration = new Services(settings, Home.current()).useConfiguration();
      SortedSet<String> topics = topics(settings);
      SortedSet<String> lakes = lakes(settings, configuration);
      SortedSet<String> names = new TreeSet<>(topics);
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

    private static SortedSet<String> topics(Settings settings) {
      SortedSet<String> names = new TreeSet<>();
      try (Topics topics = Topics.connect(settings.kafka())) {
        for (String topic : topics.names()) {
          if (topic.endsWith(TOPIC_SUFFIX)) {
            names.add(topic.substring(0, topic.length() - TOPIC_SUFFIX.length()));
          }
        }
      }
      return names;
    }

    private static SortedSet<String> lakes(Settings settings, Configuration configuration)
        throws IOException {
      LakeFileSystem base = LakeFileSystem.open(settings.lake().base(), configuration);
      SortedSet<String> names = new TreeSet<>();
      for (FileStatus folder : base.list(base.root())) {
        String name = folder.getPath().getName();
        if (base.exists(base.at(name + "/events/_commits"))) {
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
  static final class Wipe implements Callable<Integer> {
    @Mixin private CommonOptions options = new CommonOptions();
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The dataset.")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
      Settings settings = options.settings(name);
      Services services = new Services(settings, Home.current());
      Configuration configuration = services.useConfiguration();
      Services.requireWritable(configuration);
      refuseWhileLanding(configuration);
      LakeFileSystem lake = LakeFileSystem.open(settings.dataset().lake(), configuration);
      if (!yes && !confirmed(settings, lake)) {
        throw new OperatorError(
            "Nothing was deleted: " + name + " was not confirmed (--yes does not ask)");
      }
      try (Topics topics = Topics.connect(settings.kafka())) {
        topics.delete(settings.dataset().topic());
      }
      lake.delete(lake.root());
      Files.deleteIfExists(DemoFiles.record(settings, Home.current()));
      Objects.requireNonNull(spec).commandLine().getOut().println("Wiped dataset " + name);
      return ExitCode.OK;
    }

    private void refuseWhileLanding(Configuration configuration) {
      try (Applications applications = new Applications(configuration)) {
        applications
            .landing(name)
            .ifPresent(
                running -> {
                  throw new OperatorError(
                      "Cannot wipe dataset %s: %s lands it; end that one first (./deploy.sh stream --dataset %s --stop)"
                          .formatted(name, running.getApplicationId(), name));
                });
      }
    }

    @SuppressWarnings("SystemConsoleNull") // Null without a terminal in Java 17, the one we run on.
    private static boolean confirmed(Settings settings, LakeFileSystem lake) {
      Console console = System.console();
      if (console == null) {
        return false;
      }
      String answer =
          console.readLine(
              "Delete topic %s and everything in %s? [y/N] ",
              settings.dataset().topic(), lake.root());
      return answer != null && answer.strip().equalsIgnoreCase("y");
    }
  }
}
