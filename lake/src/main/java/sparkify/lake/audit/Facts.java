package sparkify.lake.audit;

import java.util.ArrayList;
import java.util.List;
import sparkify.common.Incident;
import sparkify.common.kafka.TopicState;
import sparkify.lake.log.LogState;

/** What an operator should know about a topic although nothing is wrong with the lake. */
final class Facts {
  private Facts() {}

  static List<String> of(LogState log, TopicState topic) {
    List<String> facts = new ArrayList<>();
    log.cuts()
        .forEach(
            cut ->
                facts.add(
                    Incident.LOG_CUT.in(
                        "partition %d: offsets %d to %d landed, then Kafka lost them; it has other records there, which do not land"
                            .formatted(cut.partition(), cut.from(), cut.until() - 1))));
    topic
        .heldBack()
        .forEach(
            (partition, offsets) ->
                facts.add(
                    Incident.TRANSACTION_OPEN.in(
                        "partition %d: %d offsets from %d on wait for a transaction that has not ended, and are no backlog until then"
                            .formatted(partition, offsets, topic.end().get(partition)))));
    return facts;
  }
}
