package sparkify.common.config;

/**
 * The local cluster.
 *
 * @param kafka the broker's daemon
 */
public record ClusterSettings(KafkaDaemon kafka) {

  /** Ports of the local broker. */
  public record KafkaDaemon(int port) {}

  static ClusterSettings from(Section cluster) {
    return new ClusterSettings(new KafkaDaemon(cluster.section("kafka").port("port")));
  }
}
