package sparkify.common.launch;

/**
 * A command that works with Kafka, HDFS or YARN: where the local ones are used, they are started
 * for it first.
 */
public interface UsesServices {
  /** Whether it will, with the options that it was given. */
  default boolean usesServices() {
    return true;
  }
}
