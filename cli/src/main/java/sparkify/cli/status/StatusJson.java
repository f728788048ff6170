package sparkify.cli.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sparkify.cli.status.YarnLook.Application;
import sparkify.lake.log.LogState.LastBatch;
import sparkify.lake.log.Manifest.Writer;
import sparkify.lake.rejects.NewestRejects;

/**
 * A look for programs: one line of JSON. What did not answer is left out.
 *
 * @param landing the application that lands, or null
 * @param holder the driver that opened the table last, or null
 * @param holderApplication what YARN knows of it, or null
 */
@JsonPropertyOrder({"at", "dataset", "complete", "landing", "holder", "holderApplication"})
record StatusJson(
    Instant at,
    String dataset,
    boolean complete,
    @Nullable Application landing,
    @Nullable Writer holder,
    @Nullable Application holderApplication,
    @Nullable Topic topic,
    @Nullable Backlog lag,
    List<Partition> partitions,
    @Nullable Lake lake,
    List<Look.Trouble> trouble) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .setSerializationInclusion(JsonInclude.Include.NON_NULL)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  /** The topic. */
  record Topic(String name, String id, int partitions, double inPerSecond) {}

  /**
   * What has yet to land, in offsets.
   *
   * @param secondsToCatchUp null if it is not catching up or unknown
   */
  record Backlog(long offsets, long toLogEnd, long heldBack, @Nullable Double secondsToCatchUp) {}

  /** One partition. */
  record Partition(
      int partition,
      long next,
      long lastStable,
      long logEnd,
      long lag,
      long lagToLogEnd,
      long heldBack) {
    private Partition(Lag lag) {
      this(
          lag.partition(),
          lag.next(),
          lag.lastStable(),
          lag.logEnd(),
          lag.lag(),
          lag.lagToLogEnd(),
          lag.heldBack());
    }
  }

  /** The lake. */
  record Lake(
      String root,
      long commits,
      long batches,
      long landed,
      long rejected,
      long lost,
      long cuts,
      @Nullable LastBatch lastBatch,
      @Nullable Double secondsSinceLastBatch,
      @Nullable Double outPerSecond,
      @Nullable Double secondsBetweenBatches,
      double batchIntervalSeconds,
      NewestRejects.@Nullable Look rejects,
      Map<String, LakeLook.Day> days) {}

  static String of(Look look) {
    YarnLook yarn = look.yarn();
    LakeLook lake = look.lake();
    try {
      return JSON.writeValueAsString(
          new StatusJson(
              look.at(),
              look.dataset(),
              look.isComplete(),
              yarn == null ? null : yarn.landing(),
              lake == null ? null : lake.holder(),
              yarn == null ? null : yarn.holder(),
              look.topic() == null ? null : topic(look.topic()),
              look.lags().isEmpty() ? null : backlog(look),
              look.lags().stream().map(Partition::new).toList(),
              lake == null ? null : lake(lake, look),
              look.trouble()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Failed to write the status", e);
    }
  }

  private static Topic topic(TopicLook topic) {
    return new Topic(
        topic.state().name(),
        topic.state().topicId(),
        topic.state().partitions(),
        topic.inPerSecond());
  }

  private static Backlog backlog(Look look) {
    Double seconds = look.secondsToCatchUp();
    return new Backlog(
        look.sum(Lag::lag),
        look.sum(Lag::lagToLogEnd),
        look.sum(Lag::heldBack),
        seconds == null || seconds.isInfinite() ? null : seconds);
  }

  private static Lake lake(LakeLook lake, Look look) {
    LastBatch last = lake.lastBatch();
    return new Lake(
        lake.root(),
        lake.commits(),
        lake.batches(),
        lake.landed(),
        lake.rejected(),
        lake.lost(),
        lake.cuts(),
        last,
        last == null ? null : seconds(Duration.between(last.committedAt(), look.at())),
        lake.outPerSecond(),
        lake.secondsBetweenBatches(),
        seconds(look.batchInterval()),
        lake.rejects(),
        lake.days());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
