package sparkify.cluster;

/**
 * How a daemon is.
 *
 * @param healthy whether it can do its work
 * @param detail why not, or "healthy"
 */
record Health(boolean healthy, String detail) {
  static final Health OK = new Health(true, "healthy");

  static Health ill(String detail) {
    return new Health(false, detail);
  }

  static Health of(boolean healthy, String otherwise) {
    return healthy ? OK : ill(otherwise);
  }
}
