package sparkify.cli.dataset;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Dataset;
import sparkify.common.config.Settings;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.lake.fs.LakeFileSystem;

/** Lists datasets, or deletes one completely. */
@Command(
    name = "dataset",
    description = "List datasets, or wipe one (its topic and its lake).",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DatasetCommand.ListAll.class, WipeCommand.class})
public final class DatasetCommand {
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
        topics
            .names()
            .forEach(topic -> Dataset.ofTopic(topic, FeedCatalogue.names()).ifPresent(names::add));
      }
      return names;
    }

    private static NavigableSet<String> lakes(Environment environment) throws IOException {
      String address = environment.settings().lake().base();
      LakeFileSystem base = LakeFileSystem.open(address, environment.configuration());
      NavigableSet<String> names = new TreeSet<>();
      for (FileStatus folder : base.list(base.root())) {
        String name = folder.getPath().getName();
        if (folder.isDirectory() && isLake(base, name)) {
          names.add(name);
        }
      }
      return names;
    }

    private static boolean isLake(LakeFileSystem base, String name) throws IOException {
      if (!Dataset.isName(name)) {
        return false;
      }
      try {
        Path folder = base.at(name);
        return new LakeFolder(LakeFileSystem.open(folder.toString(), base.configuration()))
            .hasSign();
      } catch (AccessControlException e) {
        return false; // Somebody else's, whatever it is.
      }
    }
  }
}
