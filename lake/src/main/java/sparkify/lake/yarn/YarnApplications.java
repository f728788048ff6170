package sparkify.lake.yarn;

import java.io.IOException;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** Asks YARN about applications, and kills them. */
public final class YarnApplications implements AutoCloseable {
  private static final EnumSet<YarnApplicationState> ENDED =
      EnumSet.of(
          YarnApplicationState.FINISHED, YarnApplicationState.FAILED, YarnApplicationState.KILLED);

  private final YarnClient yarn;

  /**
   * Prepares a client.
   *
   * @param configuration of the cluster; how long it waits for a ResourceManager that is away does
   *     not count, because whoever asks must be able to say that it waits
   */
  public YarnApplications(Configuration configuration) {
    yarn = YarnClient.createYarnClient();
    yarn.init(impatient(configuration));
    yarn.start();
  }

  /**
   * The same configuration for a client that gives up after ten seconds if a connection is refused,
   * and after a minute if nothing answers at all.
   */
  public static Configuration impatient(Configuration configuration) {
    Configuration impatient = new Configuration(configuration);
    // YARN's ten retries are enough: each may otherwise consist of many retries of a connection.
    impatient.setInt(CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_MAX_RETRIES_KEY, 0);
    impatient.setInt(
        CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_MAX_RETRIES_ON_SOCKET_TIMEOUTS_KEY, 0);
    impatient.setInt(CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_TIMEOUT_KEY, 5_000);
    impatient.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, 10_000);
    impatient.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, 1_000);
    return impatient;
  }

  /** Whether an application still runs; one that YARN does not know any more has ended. */
  public boolean isRunning(String application) {
    if (!application.startsWith("application_")) {
      return false; // It ran outside YARN, which therefore knows nothing about it.
    }
    try {
      ApplicationId id = ApplicationId.fromString(application);
      return !ENDED.contains(yarn.getApplicationReport(id).getYarnApplicationState());
    } catch (ApplicationNotFoundException e) {
      return false;
    } catch (YarnException | IOException e) {
      throw new IllegalStateException("Cannot ask YARN whether " + application + " is running", e);
    }
  }

  /** Kills an application, so that no further attempt of it starts. */
  public void kill(String application, String reason) throws IOException {
    try {
      yarn.killApplication(ApplicationId.fromString(application), reason);
    } catch (YarnException e) {
      throw new IOException("Cannot kill " + application + " on YARN", e);
    }
  }

  @Override
  public void close() {
    yarn.stop();
  }
}
