package sparkify.model.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import sparkify.bench.jmh.Lines;

/**
 * Computes the features of users at weekly cutoffs, from their events in time order. What Spark
 * does before that, reading and sorting, is not in it. In this package because the pass is no
 * interface of the module that has it.
 */
@State(Scope.Benchmark)
public class FeaturesBenchmark {
  /** Those of the file that are read; each user then has some weeks of events. */
  private static final int LINES = 600_000;

  private static final int EVENTS = 10_000;
  private static final int WEEKS = 8;
  private static final long WEEK_MS = 7 * UserHistory.DAY_MS;

  private final Map<String, List<Row>> users;
  private final ExamplesOfUser pass;

  /** Reads the events of as many users as have {@link #EVENTS} together. */
  public FeaturesBenchmark() {
    users = first(events());
    long[] days =
        users.values().stream()
            .flatMap(List::stream)
            .mapToLong(row -> row.getLong(1) / UserHistory.DAY_MS)
            .sorted()
            .distinct()
            .toArray();
    long end = (days[days.length - 1] + 1) * UserHistory.DAY_MS;
    long[] cutoffs =
        LongStream.rangeClosed(1, WEEKS).map(week -> end - (WEEKS - week) * WEEK_MS).toArray();
    pass =
        new ExamplesOfUser(
            cutoffs,
            new ObservedDays(LongStream.of(days).boxed().toList()),
            2 * WEEK_MS,
            new FoldHash(1, 5));
  }

  /** All users, one after the other. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void pass(Blackhole examples) {
    users.forEach(
        (user, events) -> pass.call(user, events.iterator()).forEachRemaining(examples::consume));
  }

  private static Map<String, List<Row>> events() {
    ObjectMapper json = new ObjectMapper();
    Map<String, List<Row>> users = new TreeMap<>();
    for (byte[] line : Lines.first(LINES)) {
      try {
        JsonNode event = json.readTree(line);
        String user = event.path("userId").asText();
        if (!user.isEmpty()) {
          users.computeIfAbsent(user, u -> new ArrayList<>()).add(row(user, event));
        }
      } catch (IOException e) {
        throw new IllegalStateException("Cannot read " + new String(line, UTF_8), e);
      }
    }
    return users;
  }

  private static Map<String, List<Row>> first(Map<String, List<Row>> all) {
    Map<String, List<Row>> users = new TreeMap<>();
    int missing = EVENTS;
    for (Map.Entry<String, List<Row>> user : all.entrySet()) {
      List<Row> events = user.getValue().subList(0, Math.min(missing, user.getValue().size()));
      if (!events.isEmpty()) {
        users.put(user.getKey(), events);
        missing -= events.size();
      }
    }
    if (missing > 0) {
      throw new IllegalStateException("Only " + (EVENTS - missing) + " events are of users");
    }
    return users;
  }

  /** As {@link Event#SCHEMA} says. */
  private static Row row(String user, JsonNode event) {
    return RowFactory.create(
        user,
        event.path("ts").asLong(),
        event.path("sessionId").asLong(),
        event.path("itemInSession").asInt(),
        event.path("page").asText(),
        event.path("status").asInt(),
        event.path("level").asText(),
        event.has("length") ? event.path("length").asDouble() : null,
        event.path("registration").asLong(),
        Device.of(event.path("userAgent").asText()).name(),
        Region.of(event.path("location").asText()).name(),
        event.path("gender").asText());
  }
}
