package sparkify.common.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds the transactions that hold back records, and whose they are. */
final class OpenTransactions {
  private final Admin admin;
  private final Wait wait;

  /** Waits for the broker's answer. */
  interface Wait {
    <T> T on(KafkaFuture<T> answer) throws ExecutionException;
  }

  OpenTransactions(Admin admin, Wait wait) {
    this.admin = admin;
    this.wait = wait;
  }

  /** The open transactions of some partitions, in order of partition, then of offset. */
  List<OpenTransaction> of(Collection<TopicPartition> partitions) throws ExecutionException {
    List<OpenTransaction> open = new ArrayList<>();
    Map<Long, String> ids = new HashMap<>();
    wait.on(admin.describeProducers(partitions).all())
        .forEach(
            (partition, producers) ->
                producers.activeProducers().stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .forEach(producer -> open.add(open(partition, producer, ids))));
    open.sort(
        Comparator.comparing(OpenTransaction::partition).thenComparing(OpenTransaction::offset));
    return open;
  }

  private OpenTransaction open(
      TopicPartition partition, ProducerState producer, Map<Long, String> ids) {
    String id = ids.computeIfAbsent(producer.producerId(), this::transactionalId);
    return new OpenTransaction(
        partition.partition(),
        producer.currentTransactionStartOffset().orElseThrow(),
        producer.producerId(),
        id,
        Instant.ofEpochMilli(begin(id, producer)));
  }

  /** Null as well if it may not be told: what is held back matters more than by whom. */
  private @Nullable String transactionalId(long producer) {
    var filter = new ListTransactionsOptions().filterProducerIds(List.of(producer));
    try {
      return wait.on(admin.listTransactions(filter).all()).stream()
          .map(TransactionListing::transactionalId)
          .findFirst()
          .orElse(null);
    } catch (ExecutionException e) {
      return null;
    }
  }

  private long begin(@Nullable String id, ProducerState producer) {
    if (id == null) {
      return producer.lastTimestamp();
    }
    try {
      TransactionDescription found = wait.on(admin.describeTransactions(List.of(id)).all()).get(id);
      return found == null
          ? producer.lastTimestamp()
          : found.transactionStartTimeMs().orElse(producer.lastTimestamp());
    } catch (ExecutionException e) {
      return producer.lastTimestamp();
    }
  }
}
