package sparkify.lake.table;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import sparkify.common.config.ParquetSettings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.feed.Parsed;
import sparkify.lake.Feed;

/** Events and what else {@link StagedFiles} needs, without a topic. */
final class TestRows {
  private TestRows() {}

  static Feed feed() {
    var settings = SettingsLoader.load(null, Map.of());
    return Feed.of(settings);
  }

  /** The default settings with {@code more} over them, without the prefix lake.parquet. */
  static ParquetSettings settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    more.forEach((key, value) -> all.put("lake.parquet." + key, value));
    return SettingsLoader.load(null, all).lake().parquet();
  }

  /** The event at {@code offset} of partition 0, which happened on the {@code day}-th day. */
  static LandedRow row(Feed feed, int day, long offset) {
    long ts =
        LocalDate.of(2018, 10, 1).plusDays(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000
            + offset;
    String event =
        "{\"ts\":%d,\"userId\":\"u%d\",\"page\":\"NextSong\",\"song\":\"Song %d\"}"
            .formatted(ts, offset % 97, offset % 1_009);
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    return new LandedRow((Parsed.Row) feed.parser().parse(bytes, ts), 0, offset, ts);
  }

  static RejectedRecord reject(Feed feed, long offset) {
    return reject(feed, offset, 8);
  }

  /** A reject of {@code length} bytes that cannot be compressed. */
  static RejectedRecord reject(Feed feed, long offset, int length) {
    byte[] value = new byte[length];
    new Random(offset).nextBytes(value);
    Parsed.Rejected rejected = (Parsed.Rejected) feed.parser().parse(value, 0);
    return new RejectedRecord(feed.topic(), 0, offset, 0, rejected, null, value);
  }
}
