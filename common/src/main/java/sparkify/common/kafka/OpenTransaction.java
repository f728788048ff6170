package sparkify.common.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that has not ended: no {@code read_committed} reader gets the records after its
 * first one.
 *
 * @param offset of its first record
 * @param transactionalId null if the broker does not tell, as when it has forgotten the transaction
 * @param since when it began, or if the broker does not tell, when its last record was written
 */
public record OpenTransaction(
    int partition, long offset, long producerId, @Nullable String transactionalId, Instant since) {}
