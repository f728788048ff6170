package sparkify.common.launch;

/**
 * A command that works with Kafka, HDFS or YARN; if the local cluster is used, it is started first.
 */
public interface UsesServices {
  /** Whether the command works with them, given its options. */
  default boolean usesServices() {
    return true;
  }
}
