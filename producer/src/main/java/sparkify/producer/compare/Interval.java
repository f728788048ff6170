package sparkify.producer.compare;

/** From {@code low} to {@code high}, both included; both are NaN if there is nothing to measure. */
record Interval(double low, double high) {
  boolean contains(double value) {
    return Double.isNaN(low) ? Double.isNaN(value) : value >= low && value <= high;
  }
}
