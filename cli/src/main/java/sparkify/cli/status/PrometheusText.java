package sparkify.cli.status;

import static sparkify.cli.status.PrometheusFamily.by;
import static sparkify.cli.status.PrometheusFamily.one;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import sparkify.common.kafka.OpenTransaction;
import sparkify.lake.log.LogState.LastBatch;

/** A look in Prometheus' text format 0.0.4. A new metric is a line in this list. */
final class PrometheusText {
  private static final List<PrometheusFamily> FAMILIES =
      List.of(
          by("service", "up", "Whether the service answered.", PrometheusText::up),
          one("look_timestamp_seconds", "When this was looked at.", l -> seconds(l.at())),
          one("stream_running", "Whether a landing application runs.", PrometheusText::running),
          one(
              "stream_attempt",
              "Newest attempt of the landing application.",
              yarn(y -> attempt(y))),
          by("partition", "next_offset", "Next offset to land.", lags(Lag::next)),
          by(
              "partition",
              "last_stable_offset",
              "Where read_committed ends.",
              lags(Lag::lastStable)),
          by("partition", "log_end_offset", "Offset after the last record.", lags(Lag::logEnd)),
          by("partition", "lag_offsets", "Offsets that could land now.", lags(Lag::lag)),
          by("partition", "held_back_offsets", "Offsets that wait for a transaction.", heldBack()),
          by(
              "partition",
              "open_transaction_age_seconds",
              "Age of the oldest.",
              PrometheusText::ages),
          one("in_offsets_per_second", "Sent in the last minute.", topic(TopicLook::inPerSecond)),
          one("out_offsets_per_second", "Landed in the last minute.", lake(l -> out(l))),
          one("catch_up_seconds", "Until the lag is 0 at these rates.", Look::secondsToCatchUp),
          one("landed_rows_total", "Rows that landed.", lake(LakeLook::landed)),
          one("rejected_records_total", "Records that were rejected.", lake(LakeLook::rejected)),
          one("lost_offsets_total", "Offsets in recorded gaps.", lake(LakeLook::lost)),
          one("batches_total", "Batches that landed.", lake(LakeLook::batches)),
          one("commits_total", "Commits of any kind.", lake(LakeLook::commits)),
          by(
              "reason",
              "recent_rejects",
              "In the newest files of rejects.",
              PrometheusText::reasons),
          one("last_batch_timestamp_seconds", "When it landed.", PrometheusText::lastBatch),
          one("batch_interval_seconds", "The setting.", l -> l.batchInterval().toMillis() / 1e3),
          one("between_batches_seconds", "Mean of the last minute.", PrometheusText::spacing),
          one("live_files", "Files of rows that are live.", lake(l -> l.total().files())),
          one("live_bytes", "Size of these files.", lake(l -> l.total().bytes())),
          one("live_days", "Dates that have files.", lake(l -> l.days().size())),
          one("most_files_in_a_day", "Of any date.", lake(LakeLook::mostFilesInOneDay)));

  private PrometheusText() {}

  static String of(Look look) {
    StringBuilder text = new StringBuilder();
    FAMILIES.forEach(family -> family.print(look, text));
    return text.toString();
  }

  private static Map<String, Number> up(Look look) {
    Map<String, Number> up = new LinkedHashMap<>();
    up.put("kafka", look.topic() == null ? 0 : 1);
    up.put("hdfs", look.lake() == null ? 0 : 1);
    up.put("yarn", look.yarn() == null ? 0 : 1);
    return up;
  }

  private static @Nullable Number running(Look look) {
    return look.yarn() == null ? null : look.yarn().landing() == null ? 0 : 1;
  }

  private static double attempt(YarnLook yarn) {
    return yarn.landing() == null ? 0 : yarn.landing().attempt();
  }

  private static Function<Look, Map<String, Number>> lags(ToLongFunction<Lag> value) {
    return look -> {
      Map<String, Number> values = new LinkedHashMap<>();
      look.lags().forEach(lag -> values.put("" + lag.partition(), value.applyAsLong(lag)));
      return values;
    };
  }

  private static Function<Look, Map<String, Number>> heldBack() {
    return lags(Lag::heldBack);
  }

  private static Map<String, Number> ages(Look look) {
    Map<String, Number> ages = new LinkedHashMap<>();
    if (look.topic() != null) {
      for (OpenTransaction open : look.topic().openTransactions()) {
        ages.putIfAbsent("" + open.partition(), seconds(look.at()) - seconds(open.since()));
      }
    }
    return ages;
  }

  private static Map<String, Number> reasons(Look look) {
    return look.lake() == null ? Map.of() : Map.copyOf(look.lake().rejects().byReason());
  }

  private static @Nullable Number lastBatch(Look look) {
    LastBatch last = look.lake() == null ? null : look.lake().lastBatch();
    return last == null ? null : seconds(last.committedAt());
  }

  private static @Nullable Number spacing(Look look) {
    return look.lake() == null ? null : look.lake().recent().secondsBetweenBatches();
  }

  private static double out(LakeLook lake) {
    return lake.recent().outPerSecond();
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1e3;
  }

  private static Function<Look, @Nullable Number> topic(ToDoubleFunction<TopicLook> value) {
    return look -> look.topic() == null ? null : value.applyAsDouble(look.topic());
  }

  private static Function<Look, @Nullable Number> lake(ToDoubleFunction<LakeLook> value) {
    return look -> look.lake() == null ? null : value.applyAsDouble(look.lake());
  }

  private static Function<Look, @Nullable Number> yarn(ToDoubleFunction<YarnLook> value) {
    return look -> look.yarn() == null ? null : value.applyAsDouble(look.yarn());
  }
}
