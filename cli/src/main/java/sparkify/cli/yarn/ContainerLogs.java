package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import org.apache.hadoop.yarn.logaggregation.ContainerLogsRequest;
import org.apache.hadoop.yarn.logaggregation.LogCLIHelpers;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;

/**
 * The logs of an application's driver and executors: read from the nodes while it runs, and from
 * HDFS once YARN has aggregated them.
 */
public final class ContainerLogs {
  private static final Set<String> STREAMS = Set.of("stderr", "stdout");

  private final Configuration configuration;
  private final Applications applications;
  private final PrintWriter out;

  public ContainerLogs(Configuration configuration, Applications applications, PrintWriter out) {
    this.configuration = configuration;
    this.applications = applications;
    this.out = out;
  }

  /** Prints all logs of an application. */
  public void print(ApplicationReport report) throws IOException, InterruptedException {
    if (Applications.isAlive(report)) {
      printRunning(report);
    } else {
      printAggregated(report);
    }
  }

  private void printRunning(ApplicationReport report) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    for (ContainerReport container : applications.containers(report.getApplicationId())) {
      for (String stream : STREAMS) {
        URI uri =
            URI.create(
                container.getNodeHttpAddress()
                    + "/ws/v1/node/containers/"
                    + container.getContainerId()
                    + "/logs/"
                    + stream);
        out.println(read(http, uri));
      }
    }
  }

  private static String read(HttpClient http, URI uri) throws InterruptedException {
    try {
      HttpResponse<String> response =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new OperatorError(
            "Cannot read %s: the node answered %d; try yarn logs"
                .formatted(uri, response.statusCode()));
      }
      return response.body();
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot read %s: %s; is the NodeManager up?".formatted(uri, RootCause.message(e)), e);
    }
  }

  private void printAggregated(ApplicationReport report) throws IOException {
    LogCLIHelpers aggregated = new LogCLIHelpers();
    aggregated.setConf(configuration);
    ContainerLogsRequest request = new ContainerLogsRequest();
    request.setAppId(report.getApplicationId());
    request.setAppOwner(report.getUser());
    request.setAppFinished(true);
    request.setLogTypes(STREAMS);
    request.setBytes(Long.MAX_VALUE);
    out.flush();
    if (aggregated.dumpAllContainersLogs(request) != 0) {
      throw new OperatorError(
          "Cannot find the logs of %s: YARN collects them for a moment after an application ends, and deletes them after yarn.log-aggregation.retain-seconds"
              .formatted(report.getApplicationId()));
    }
  }
}
