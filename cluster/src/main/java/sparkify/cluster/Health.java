package sparkify.cluster;

/**
 * The health of a daemon.
 *
 * @param healthy whether it can do its work
 * @param detail why not, or "healthy"
 */
record Health(boolean healthy, String detail) {
  static final Health OK = new Health(true, "healthy");
  static final Health NOT_RUNNING = unhealthy("not running");

  static Health unhealthy(String detail) {
    return new Health(false, detail);
  }

  static Health of(boolean healthy, String otherwise) {
    return healthy ? OK : unhealthy(otherwise);
  }
}
