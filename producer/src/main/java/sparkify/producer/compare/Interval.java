package sparkify.producer.compare;

/** From {@code low} to {@code high}, both included; both are NaN if there is nothing to measure. */
record Interval(double low, double high) {
  boolean contains(double value) {
    return Double.isNaN(low) ? Double.isNaN(value) : value >= low && value <= high;
  }

  /** An interval of the same length around {@code value}. */
  Interval centredOn(double value) {
    return new Interval(value - (high - low) / 2, value + (high - low) / 2);
  }
}
