package sparkify.common.access;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.KeyFinder;

/** The host of a log line: what stands before its first space. */
final class HostKey implements KeyFinder {
  @Override
  public String meaning() {
    return "host";
  }

  @Override
  public byte @Nullable [] key(byte[] line) {
    int end = 0;
    while (end < line.length && line[end] != ' ') {
      end++;
    }
    return end == 0 || end == line.length ? null : Arrays.copyOf(line, end);
  }
}
