package sparkify.common.config;

import java.time.Duration;
import java.util.Map;

/**
 * How applications are submitted.
 *
 * @param archiveDirectory folder on HDFS for the libraries that applications run with: an address,
 *     or a path below the user's home folder
 * @param startTimeout how long a submission may wait for its first container
 * @param principal Kerberos principal, or empty
 * @param keytab its keytab file, or empty
 * @param conf further Spark settings
 */
public record YarnSettings(
    String queue,
    String archiveDirectory,
    Duration startTimeout,
    String principal,
    String keytab,
    Map<String, String> conf) {

  public YarnSettings {
    conf = Map.copyOf(conf);
  }

  static YarnSettings from(Section yarn) {
    String principal = yarn.text("principal");
    String keytab = yarn.text("keytab");
    if (principal.isEmpty() != keytab.isEmpty()) {
      throw yarn.bad(
          "principal", principal, "must be set together with yarn.keytab, or not at all");
    }
    Map<String, String> conf = yarn.entries("conf");
    Secrets.requireHidden(conf, "yarn.conf");
    return new YarnSettings(
        yarn.nonEmptyText("queue"),
        yarn.text(
            "archive-directory",
            "(hdfs|viewfs)://.+|[^:]+",
            "must be a path, or a full hdfs:// address"),
        yarn.duration("start-timeout", Duration.ofSeconds(1)),
        principal,
        keytab,
        conf);
  }
}
