package sparkify.cli.yarn;

import java.io.IOException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.lake.yarn.YarnApplications;

/** The applications that YARN knows, and those among them that this project submitted. */
public final class Applications implements AutoCloseable {
  private static final EnumSet<YarnApplicationState> ALIVE =
      EnumSet.complementOf(
          EnumSet.of(
              YarnApplicationState.FINISHED,
              YarnApplicationState.FAILED,
              YarnApplicationState.KILLED));

  /** Prefix of the tag that is unique to one submission. */
  static final String SUBMISSION = "sparkify-submission-";

  private final YarnClient yarn;
  private final String address;

  public Applications(Configuration configuration) {
    address = configuration.get("yarn.resourcemanager.address", "yarn.resourcemanager.address");
    yarn = YarnClient.createYarnClient();
    yarn.init(YarnApplications.impatient(configuration));
    yarn.start();
  }

  /** Whether the application of this report has not ended. */
  public static boolean isAlive(ApplicationReport report) {
    return ALIVE.contains(report.getYarnApplicationState());
  }

  /** The dataset's landing application that has not ended; the newest, if there are several. */
  public Optional<ApplicationReport> landing(String dataset) {
    return tagged(SparkApplication.tag(LandingApplication.KIND, dataset)).stream()
        .filter(Applications::isAlive)
        .findFirst();
  }

  /** The applications of every kind on a dataset that have not ended. */
  public List<ApplicationReport> running(String dataset) {
    return query(() -> yarn.getApplications(ALIVE)).stream()
        .filter(
            a ->
                a.getApplicationTags().stream()
                    .anyMatch(tag -> SparkApplication.isTag(tag, dataset)))
        .toList();
  }

  /** The newest application with a tag that has not ended. */
  Optional<ApplicationId> alive(String tag) {
    return tagged(tag).stream()
        .filter(Applications::isAlive)
        .map(ApplicationReport::getApplicationId)
        .findFirst();
  }

  /** All applications with a tag, newest first. */
  List<ApplicationReport> tagged(String tag) {
    return query(
        () ->
            yarn
                .getApplications(null, EnumSet.allOf(YarnApplicationState.class), Set.of(tag))
                .stream()
                .sorted(Comparator.comparing(ApplicationReport::getApplicationId).reversed())
                .toList());
  }

  /** YARN's report on one application; empty when YARN does not know it. */
  public Optional<ApplicationReport> find(ApplicationId id) {
    return query(
        () -> {
          try {
            return Optional.of(yarn.getApplicationReport(id));
          } catch (ApplicationNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** YARN's report on one application, which YARN is known to have accepted. */
  ApplicationReport report(ApplicationId id) {
    return find(id)
        .orElseThrow(
            () ->
                new OperatorError(
                    "Cannot find %s: YARN at %s does not know it any more".formatted(id, address)));
  }

  /** The newest application that this project submitted, of any dataset. */
  public Optional<ApplicationReport> newest() {
    return all().stream()
        .filter(a -> a.getApplicationTags().stream().anyMatch(t -> t.startsWith(SUBMISSION)))
        .max(Comparator.comparing(ApplicationReport::getApplicationId));
  }

  /** The containers of an application's newest attempt. */
  List<ContainerReport> containers(ApplicationId id) {
    return query(() -> yarn.getContainers(report(id).getCurrentApplicationAttemptId()));
  }

  private List<ApplicationReport> all() {
    return query(() -> yarn.getApplications(EnumSet.allOf(YarnApplicationState.class)));
  }

  /** Whether an application's newest attempt has its first container. */
  boolean hasContainer(ApplicationReport report) {
    ApplicationAttemptId attempt = report.getCurrentApplicationAttemptId();
    return attempt != null
        && query(() -> yarn.getApplicationAttemptReport(attempt)).getAMContainerId() != null;
  }

  /** Kills an application. */
  void kill(ApplicationId id, String reason) {
    query(
        () -> {
          yarn.killApplication(id, reason);
          return id;
        });
  }

  /** Memory on all nodes that no container uses, in MiB. */
  long freeMemoryMib() {
    return query(() -> yarn.getNodeReports(NodeState.RUNNING)).stream()
        .mapToLong(Applications::free)
        .sum();
  }

  private static long free(NodeReport node) {
    long used = node.getUsed() == null ? 0 : node.getUsed().getMemorySize();
    return node.getCapability().getMemorySize() - used;
  }

  private <T> T query(Query<T> query) {
    try {
      return query.run();
    } catch (YarnException | IOException e) {
      throw new OperatorError(
          "Cannot query YARN at " + address + ": " + Diagnostics.oneLine(RootCause.message(e)), e);
    }
  }

  private interface Query<T> {
    T run() throws YarnException, IOException;
  }

  @Override
  public void close() {
    yarn.stop();
  }
}
