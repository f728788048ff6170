package sparkify.cli.dataset;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.cli.yarn.Applications;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.Settings;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.Confirmation;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;

/** Deletes a dataset: its lake and its topic, and nothing else. */
@Command(
    name = "wipe",
    description = "Delete a dataset: its topics for good, its lake into the trash of HDFS.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class WipeCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The dataset.")
  private String name = "";

  @Option(names = "--skip-trash", description = "Delete the lake for good.")
  private boolean skipTrash;

  @Mixin private Confirmation confirmation = new Confirmation();

  @Override
  public Integer call() throws IOException {
    Environment environment = Environment.writable(options.settings(name));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Topics topics = Topics.connect(environment.settings().kafka());
        Applications applications = new Applications(environment.configuration())) {
      wipe(wipe(environment, topics, applications), out);
    } catch (AccessControlException e) {
      throw new OperatorError(
          "Cannot wipe dataset %s: %s".formatted(name, RootCause.message(e)), e);
    }
    return ExitCode.OK;
  }

  private static Wipe wipe(Environment environment, Topics topics, Applications applications)
      throws IOException {
    Settings settings = environment.settings();
    Path home = FileSystem.get(environment.configuration()).getHomeDirectory();
    List<Path> kept =
        List.of(
            home,
            new Path(settings.lake().base()),
            new Path(home, settings.yarn().archiveDirectory()));
    return new Wipe(
        settings.dataset(),
        new LakeFolder(environment.lake().files()),
        kept,
        topics,
        () -> applications.running(settings.dataset().name()));
  }

  private void wipe(Wipe wipe, PrintWriter out) throws IOException {
    Contents contents = wipe.contents();
    if (!skipTrash) {
      wipe.requireTrash(contents);
    }
    if (confirmation.isSkipped()) {
      wipe.requireLakeOrNoRecords(contents);
    }
    contents.strangers().forEach(topic -> out.println(stays(topic)));
    String what = contents.text() + (skipTrash ? "" : wipe.fate(contents));
    confirmation.require(what, out);
    wipe.requireUnchanged(contents);
    wipe.delete(contents, skipTrash ? LakeFolder::delete : LakeFolder::moveToTrash);
    out.println("Wiped dataset " + name + ": " + what);
  }

  private String stays(TopicState topic) {
    return "The topic %s (%,d records) stays, because no log of the lake names the id %s; once the lake is gone, ./deploy.sh dataset wipe %s deletes it too"
        .formatted(topic.name(), topic.size(), topic.topicId(), name);
  }
}
