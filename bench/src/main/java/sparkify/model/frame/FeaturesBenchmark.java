package sparkify.model.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern USER = Pattern.compile("\"userId\":\"([^\"]+)\"");
  private static final int EVENTS = 10_000;
  private static final int WEEKS = 8;
  private static final long WEEK_MS = 7 * UserHistory.DAY_MS;

  private final Map<String, List<Row>> users;
  private final ExamplesOfUser pass;

  /**
   * Reads the events of as many users as have {@link #EVENTS} together, of the last as many as fit.
   */
  public FeaturesBenchmark() {
    users = events(firstUsers());
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

  /** Users, in order of their ids, and how many of their events are wanted. */
  private static Map<String, Long> firstUsers() {
    Map<String, Long> all = new TreeMap<>();
    Lines.forEach(
        line -> {
          Matcher user = USER.matcher(line);
          if (user.find()) {
            all.merge(user.group(1), 1L, Long::sum);
          }
        });
    Map<String, Long> first = new LinkedHashMap<>();
    long missing = EVENTS;
    for (Map.Entry<String, Long> user : all.entrySet()) {
      if (missing > 0) {
        long wanted = Math.min(missing, user.getValue());
        first.put(user.getKey(), wanted);
        missing -= wanted;
      }
    }
    if (missing > 0) {
      throw new IllegalStateException("Only " + (EVENTS - missing) + " events are of users");
    }
    return first;
  }

  private static Map<String, List<Row>> events(Map<String, Long> wanted) {
    Map<String, List<Row>> users = new LinkedHashMap<>();
    wanted.keySet().forEach(user -> users.put(user, new ArrayList<>()));
    ObjectMapper json = new ObjectMapper();
    Lines.forEach(
        line -> {
          Matcher user = USER.matcher(line);
          List<Row> events = user.find() ? users.get(user.group(1)) : null;
          if (events != null && events.size() < wanted.getOrDefault(user.group(1), 0L)) {
            events.add(row(user.group(1), event(json, line)));
          }
        });
    return users;
  }

  private static JsonNode event(ObjectMapper json, String line) {
    try {
      return json.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read " + line, e);
    }
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
