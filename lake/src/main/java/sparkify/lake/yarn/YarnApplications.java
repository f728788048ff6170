package sparkify.lake.yarn;

import java.io.IOException;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** What an application asks of YARN about itself and others. */
public final class YarnApplications implements AutoCloseable {
  private static final EnumSet<YarnApplicationState> ENDED =
      EnumSet.of(
          YarnApplicationState.FINISHED, YarnApplicationState.FAILED, YarnApplicationState.KILLED);

  private final YarnClient yarn;

  public YarnApplications(Configuration configuration) {
    yarn = YarnClient.createYarnClient();
    yarn.init(configuration);
    yarn.start();
  }

  /** Whether an application has not ended; one that YARN does not remember has. */
  public boolean isRunning(String application) {
    if (!application.startsWith("application_")) {
      return false; // Of a driver that ran outside YARN, and so cannot be asked about.
    }
    try {
      ApplicationId id = ApplicationId.fromString(application);
      return !ENDED.contains(yarn.getApplicationReport(id).getYarnApplicationState());
    } catch (ApplicationNotFoundException e) {
      return false;
    } catch (YarnException | IOException e) {
      throw new IllegalStateException("Cannot ask YARN whether " + application + " runs", e);
    }
  }

  /** Ends an application for good, whatever attempts it has left. */
  public void kill(String application, String reason) throws IOException {
    try {
      yarn.killApplication(ApplicationId.fromString(application), reason);
    } catch (YarnException e) {
      throw new IOException("Cannot end " + application + " at YARN", e);
    }
  }

  @Override
  public void close() {
    yarn.stop();
  }
}
