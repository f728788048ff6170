package sparkify.cli.dataset;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import sparkify.cli.environment.Environment;
import sparkify.cli.yarn.Applications;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.kafka.Topics;

/** Deletes a dataset, provided that nobody uses it. */
final class Wipe {
  private final Environment environment;
  private final Topics topics;
  private final Applications applications;
  private final LakeFolder folder;

  /** How the lake is removed. */
  interface Removal {
    void remove(LakeFolder folder) throws IOException;
  }

  Wipe(Environment environment, Topics topics, Applications applications) {
    this.environment = environment;
    this.topics = topics;
    this.applications = applications;
    this.folder = new LakeFolder(environment.lake().files());
  }

  /**
   * What there is to delete.
   *
   * @throws OperatorError when there is nothing, an application is at work on the dataset, or the
   *     folder of its name is not a lake
   */
  Contents contents() throws IOException {
    Contents found = find();
    if (found.isEmpty()) {
      throw refused(
          "there is neither a topic %s nor a lake %s; ./deploy.sh dataset list prints all datasets"
              .formatted(environment.settings().dataset().topic(), environment.lake().root()));
    }
    return found;
  }

  /**
   * Requires that a lake that is deleted can be brought back.
   *
   * @throws OperatorError when HDFS has no trash
   */
  void requireTrash(Contents contents) throws IOException {
    if (contents.lake().isPresent() && !folder.hasTrash()) {
      throw refused(
          "this HDFS has no trash (fs.trash.interval is 0), so it would be gone for good;"
              + " --skip-trash does that, or have the trash enabled");
    }
  }

  /** Where the lake can be found after it was moved to the trash. */
  String fate(Contents contents) throws IOException {
    return contents.lake().isPresent() ? ", which goes to the trash " + folder.trash() : "";
  }

  /**
   * Requires that {@code contents}, which the operator agreed to delete, is still all there is.
   *
   * @throws OperatorError when it is not, or an application is at work on the dataset
   */
  void requireUnchanged(Contents contents) throws IOException {
    Contents now = find();
    if (!now.equals(contents)) {
      throw refused(
          "it has changed since the question and is now %s; find out who writes to it, then try again"
              .formatted(now.text()));
    }
  }

  /** Deletes the lake, then the topic: if HDFS refuses, everything is still there. */
  void delete(Contents contents, Removal removal) throws IOException {
    if (contents.lake().isPresent()) {
      removal.remove(folder);
    }
    contents.topic().ifPresent(topic -> topics.delete(topic.name()));
  }

  private Contents find() throws IOException {
    requireIdle();
    return new Contents(folder.lake(kept()), topics.find(environment.settings().dataset().topic()));
  }

  private List<Path> kept() throws IOException {
    Settings settings = environment.settings();
    Path home = FileSystem.get(environment.configuration()).getHomeDirectory();
    return List.of(
        home, new Path(settings.lake().base()), new Path(home, settings.yarn().archiveDirectory()));
  }

  private void requireIdle() {
    for (ApplicationReport running : applications.running(environment.dataset())) {
      throw refused(
          "%s (%s) has not ended; wait for it, or end it (./deploy.sh stream --dataset %s --stop, or yarn application -kill)"
              .formatted(running.getApplicationId(), running.getName(), environment.dataset()));
    }
  }

  private OperatorError refused(String why) {
    return new OperatorError("Cannot wipe dataset " + environment.dataset() + ": " + why);
  }
}
