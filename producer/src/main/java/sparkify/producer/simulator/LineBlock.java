package sparkify.producer.simulator;

import java.util.Arrays;

/**
 * Some lines one after the other, each with its end.
 *
 * @param bytes the lines
 * @param ends for each line where its end-of-line is in {@code bytes}
 * @param fraction the share of all days before the day of these
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LineBlock(byte[] bytes, int[] ends, double fraction) {
  /** Without lines, which no other has: what comes after the last one. */
  static final LineBlock END = new LineBlock(new byte[0], new int[0], 1);

  byte[] line(int index) {
    return Arrays.copyOfRange(bytes, index == 0 ? 0 : ends[index - 1] + 1, ends[index]);
  }

  /** Writes some of the events of a day. */
  static LineBlock of(OrderedDay day, int from, int to, LineFormat format, double fraction) {
    Json lines = new Json((to - from) * 512);
    int[] ends = new int[to - from];
    for (int i = from; i < to; i++) {
      format.write(day.second(i), day.user(i), day.event(i), lines);
      ends[i - from] = lines.length();
      lines.end();
    }
    return new LineBlock(lines.toBytes(), ends, fraction);
  }
}
