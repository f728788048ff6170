package sparkify.lake.audit;

import org.apache.hadoop.conf.Configuration;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;

/**
 * What to audit, and how thoroughly.
 *
 * @param hadoop how to reach the lake's file system
 */
public record AuditRequest(Settings settings, Feed feed, Configuration hadoop, Depth depth) {

  /** How thoroughly to audit. */
  public enum Depth {
    /** Compares the log's numbers with the broker's. */
    LOG,
    /** Checks every offset in every file as well, and what the broker still delivers. */
    DEEP
  }
}
