package sparkify.model.measure;

/**
 * What is measured on some of the rows, each with its 95% interval. The terms are those of {@link
 * Metrics}; the resamples are of all users, so that the number of users of a segment varies too.
 */
public record SegmentMetrics(Interval rocAuc, Interval observedOverExpected) {}
