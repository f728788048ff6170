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

/**
 * What the driver and the executors of an application wrote: from its nodes, or gathered on HDFS.
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
      printGathered(report);
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
        HttpResponse<String> answer =
            http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new OperatorError(
              "Cannot read "
                  + uri
                  + ": the node answers "
                  + answer.statusCode()
                  + "; try yarn logs");
        }
        out.println(answer.body());
      }
    }
  }

  private void printGathered(ApplicationReport report) throws IOException {
    LogCLIHelpers gathered = new LogCLIHelpers();
    gathered.setConf(configuration);
    ContainerLogsRequest request = new ContainerLogsRequest();
    request.setAppId(report.getApplicationId());
    request.setAppOwner(report.getUser());
    request.setAppFinished(true);
    request.setLogTypes(STREAMS);
    request.setBytes(Long.MAX_VALUE);
    out.flush();
    if (gathered.dumpAllContainersLogs(request) != 0) {
      throw new OperatorError(
          "Cannot find the logs of %s: YARN gathers them for a moment after the end, and keeps them for yarn.log-aggregation.retain-seconds"
              .formatted(report.getApplicationId()));
    }
  }
}
