package sparkify.cli.status;

import static sparkify.cli.status.PrometheusFamily.by;
import static sparkify.cli.status.PrometheusFamily.one;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sparkify.cli.status.YarnLook.Application;
import sparkify.common.kafka.OpenTransaction;
import sparkify.lake.log.LogState.LastBatch;
import sparkify.lake.rejects.NewestRejects;

/** A look in Prometheus' text format 0.0.4. A new metric is a line in this list. */
final class PrometheusText {
  private static final List<PrometheusFamily> FAMILIES =
      List.of(
          by("service", "up", "Whether the service answered.", PrometheusText::up),
          one("look_timestamp_seconds", "When status looked.", l -> seconds(l.at())),
          one(
              "stream_running",
              "Whether YARN runs a landing application.",
              PrometheusText::running),
          one(
              "stream_attempt",
              "Newest attempt of the landing application.",
              PrometheusText::attempt),
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
              "Age of the oldest transaction that holds back records.",
              PrometheusText::ages),
          one(
              "in_offsets_per_second",
              "Offsets whose records were sent in the last minute.",
              topic(TopicLook::inPerSecond)),
          one(
              "out_offsets_per_second",
              "Offsets that landed, from the newest batches.",
              PrometheusText::out),
          one(
              "catch_up_seconds",
              "Time until the lag has landed at the present rates.",
              Look::secondsToCatchUp),
          one("landed_rows_total", "Rows that landed.", lake(LakeLook::landed)),
          one("rejected_records", "Records in the rejects.", lake(LakeLook::rejected)),
          one("lost_offsets_total", "Offsets in recorded gaps.", lake(LakeLook::lost)),
          one("cuts_total", "Recorded cuts of Kafka's log.", lake(LakeLook::cuts)),
          one("batches_total", "Batches that landed.", lake(LakeLook::batches)),
          one("commits_total", "Commits of any kind.", lake(LakeLook::commits)),
          by(
              "reason",
              "recent_rejects",
              "Records in the newest files of rejects.",
              PrometheusText::reasons),
          one(
              "last_batch_timestamp_seconds",
              "When the newest batch landed.",
              PrometheusText::lastBatch),
          one(
              "batch_interval_seconds",
              "Setting streaming.batch-interval.",
              l -> l.batchInterval().toMillis() / 1e3),
          one(
              "between_batches_seconds",
              "Mean time from one of the newest batches to the next.",
              PrometheusText::spacing),
          one("live_files", "Files of rows that are live.", lake(l -> l.total().files())),
          one("live_bytes", "Size of these files.", lake(l -> l.total().bytes())),
          one("live_days", "Dates that have files.", lake(l -> l.days().size())),
          one(
              "most_files_in_a_day",
              "Live files of the date that has most.",
              lake(LakeLook::mostFilesInOneDay)));

  private PrometheusText() {}

  static String of(Look look) {
    StringBuilder text = new StringBuilder();
    FAMILIES.forEach(family -> family.print(look, text));
    return text.toString();
  }

  /** The names of all metrics. */
  static Set<String> names() {
    return FAMILIES.stream().map(PrometheusFamily::fullName).collect(Collectors.toSet());
  }

  private static Map<String, Number> up(Look look) {
    Map<String, Number> up = new LinkedHashMap<>();
    up.put("kafka", look.topic() == null ? 0 : 1);
    up.put("hdfs", look.lake() == null ? 0 : 1);
    up.put("yarn", look.yarn() == null ? 0 : 1);
    return up;
  }

  private static @Nullable Number running(Look look) {
    return look.yarn() == null ? null : look.yarn().isLanding() ? 1 : 0;
  }

  /** Not 0 between two applications, which would look like two more attempts. */
  private static @Nullable Number attempt(Look look) {
    Application landing = look.yarn() == null ? null : look.yarn().landing();
    return landing == null || landing.attempt() == 0 ? null : landing.attempt();
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
    NewestRejects.Look rejects = look.lake() == null ? null : look.lake().rejects();
    return rejects == null ? Map.of() : Map.copyOf(rejects.byReason());
  }

  private static @Nullable Number lastBatch(Look look) {
    LastBatch last = look.lake() == null ? null : look.lake().lastBatch();
    return last == null ? null : seconds(last.committedAt());
  }

  private static @Nullable Number spacing(Look look) {
    return look.lake() == null ? null : look.lake().secondsBetweenBatches();
  }

  private static @Nullable Number out(Look look) {
    return look.lake() == null ? null : look.lake().outPerSecond();
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
}
