package sparkify.streaming.landing;

import java.io.Serializable;

/** Offsets of one partition, {@code from} inclusive to {@code until} exclusive. */
public record Slice(int partition, long from, long until) implements Serializable {
  /** The number of offsets; some may hold no record. */
  long length() {
    return until - from;
  }
}
