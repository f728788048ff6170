package sparkify.lake.audit;

import org.apache.hadoop.conf.Configuration;
import sparkify.common.config.Settings;
import sparkify.lake.Feed;

/**
 * What to audit, and how far to go.
 *
 * @param hadoop how to reach the lake's file system
 */
public record AuditRequest(Settings settings, Feed feed, Configuration hadoop, Depth depth) {

  /** How far to go. */
  public enum Depth {
    /** The log's numbers against the broker's. */
    LOG,
    /** Every offset in every file as well, and against what the broker still delivers. */
    DEEP
  }
}
