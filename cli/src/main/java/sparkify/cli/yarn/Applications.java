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
import org.apache.hadoop.yarn.exceptions.YarnException;
import sparkify.common.OperatorError;

/** The applications of this product that YARN knows. */
public final class Applications implements AutoCloseable {
  private static final EnumSet<YarnApplicationState> ALIVE =
      EnumSet.complementOf(
          EnumSet.of(
              YarnApplicationState.FINISHED,
              YarnApplicationState.FAILED,
              YarnApplicationState.KILLED));
  private static final String TAG = "sparkify-land-";

  /** Begins the tag that tells one submission from all others. */
  static final String SUBMISSION = "sparkify-submission-";

  private final YarnClient yarn;
  private final String address;

  public Applications(Configuration configuration) {
    address = configuration.get("yarn.resourcemanager.address", "yarn.resourcemanager.address");
    yarn = YarnClient.createYarnClient();
    yarn.init(configuration);
    yarn.start();
  }

  /** The tag that the landing application of a dataset carries. */
  public static String tag(String dataset) {
    return TAG + dataset;
  }

  /** Whether an application with this report has not ended. */
  public static boolean isAlive(ApplicationReport report) {
    return ALIVE.contains(report.getYarnApplicationState());
  }

  /** The landing application of a dataset that has not ended, the newest of several. */
  public Optional<ApplicationReport> landing(String dataset) {
    return tagged(tag(dataset)).stream().filter(Applications::isAlive).findFirst();
  }

  /** All applications with a tag, newest first. */
  public List<ApplicationReport> tagged(String tag) {
    return ask(
        () ->
            yarn
                .getApplications(null, EnumSet.allOf(YarnApplicationState.class), Set.of(tag))
                .stream()
                .sorted(Comparator.comparing(ApplicationReport::getApplicationId).reversed())
                .toList());
  }

  /** What YARN says of one application. */
  public ApplicationReport report(ApplicationId id) {
    return ask(() -> yarn.getApplicationReport(id));
  }

  /** The newest application of this product, of any dataset. */
  public Optional<ApplicationReport> newest() {
    return all().stream()
        .filter(a -> a.getApplicationTags().stream().anyMatch(t -> t.startsWith(SUBMISSION)))
        .max(Comparator.comparing(ApplicationReport::getApplicationId));
  }

  /** The containers that an application's newest attempt runs. */
  public List<ContainerReport> containers(ApplicationId id) {
    return ask(() -> yarn.getContainers(report(id).getCurrentApplicationAttemptId()));
  }

  private List<ApplicationReport> all() {
    return ask(() -> yarn.getApplications(EnumSet.allOf(YarnApplicationState.class)));
  }

  /** Whether an application's newest attempt has its first container. */
  public boolean hasContainer(ApplicationReport report) {
    ApplicationAttemptId attempt = report.getCurrentApplicationAttemptId();
    return attempt != null
        && ask(() -> yarn.getApplicationAttemptReport(attempt)).getAMContainerId() != null;
  }

  /** Ends an application at once. */
  public void kill(ApplicationId id, String reason) {
    ask(
        () -> {
          yarn.killApplication(id, reason);
          return id;
        });
  }

  /** Memory of all nodes that no container has, in MiB. */
  public long freeMemoryMib() {
    return ask(() -> yarn.getNodeReports(NodeState.RUNNING)).stream()
        .mapToLong(Applications::free)
        .sum();
  }

  private static long free(NodeReport node) {
    long used = node.getUsed() == null ? 0 : node.getUsed().getMemorySize();
    return node.getCapability().getMemorySize() - used;
  }

  private <T> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (YarnException | IOException e) {
      throw new OperatorError("Cannot ask YARN at " + address + ": " + e.getMessage(), e);
    }
  }

  private interface Question<T> {
    T ask() throws YarnException, IOException;
  }

  @Override
  public void close() {
    yarn.stop();
  }
}
