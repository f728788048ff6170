package sparkify.cli.dataset;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import sparkify.common.OperatorError;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Dataset;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;

/** Deletes a dataset, provided that nobody uses it. */
final class Wipe {
  private final Dataset dataset;
  private final LakeFolder folder;
  private final List<Path> kept;
  private final Topics topics;
  private final Supplier<List<ApplicationReport>> running;

  /** How the lake is removed; returns where it is then, in words. */
  interface Removal {
    String remove(LakeFolder folder);
  }

  /**
   * Prepares to delete.
   *
   * @param kept paths that must not be deleted
   * @param running finds the dataset's applications that have not ended
   */
  Wipe(
      Dataset dataset,
      LakeFolder folder,
      List<Path> kept,
      Topics topics,
      Supplier<List<ApplicationReport>> running) {
    this.dataset = dataset;
    this.folder = folder;
    this.kept = kept;
    this.topics = topics;
    this.running = running;
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
              .formatted(dataset.topic(), folder.root()));
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

  /**
   * Requires that records need not be shown to somebody before they are deleted: without a lake,
   * only its name says that a topic is a dataset's.
   *
   * @throws OperatorError when all there is is a topic with records
   */
  void requireLakeOrNoRecords(Contents contents) {
    for (TopicState topic : contents.topics()) {
      boolean holdsRecords = topic.size() > 0 || !topic.heldBack().isEmpty();
      if (contents.lake().isEmpty() && holdsRecords) {
        throw refused(
            "the topic %s holds %,d records, and no lake shows that they are this dataset's; run it without --yes, and answer"
                .formatted(topic.name(), topic.size()));
      }
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

  /**
   * Deletes the lake, then the topic: if HDFS refuses, everything is still there.
   *
   * @throws OperatorError when an application is at work on the dataset by now
   */
  void delete(Contents contents, Removal removal) {
    requireIdle();
    Optional<String> lake = contents.lake().map(present -> removal.remove(folder));
    try {
      for (TopicState topic : contents.topics()) {
        topics.delete(topic.name());
        topics.delete(Topics.replaysOf(topic.name()));
      }
    } catch (OperatorError e) {
      throw lake.isPresent() ? halfDone(lake.get(), e) : e;
    }
  }

  private OperatorError halfDone(String lake, OperatorError e) {
    return new OperatorError(
        "Cannot wipe dataset %s completely: the lake is already %s, but the topic is not deleted: %s; run this again, without --yes"
            .formatted(dataset.name(), lake, e.getMessage()),
        e);
  }

  private Contents find() throws IOException {
    requireIdle();
    List<TopicState> named =
        FeedCatalogue.names().stream()
            .flatMap(feed -> topics.find(dataset.topic(feed)).stream())
            .toList();
    return new Contents(folder.lake(kept), named);
  }

  private void requireIdle() {
    for (ApplicationReport application : running.get()) {
      throw refused(
          "%s (%s) has not ended; wait for it, or end it (./deploy.sh stream --dataset %s --stop, or yarn application -kill)"
              .formatted(application.getApplicationId(), application.getName(), dataset.name()));
    }
  }

  private OperatorError refused(String why) {
    return new OperatorError("Cannot wipe dataset " + dataset.name() + ": " + why);
  }
}
