package sparkify.producer.send;

import java.util.List;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import sparkify.common.OperatorError;

/**
 * The broker gave a transaction up: it took too long, as during an outage, or another producer of
 * the same id began.
 */
public final class LostTransactionException extends OperatorError {
  private static final long serialVersionUID = 1L;

  private static final List<Class<? extends Exception>> CAUSES =
      List.of(
          ProducerFencedException.class,
          InvalidProducerEpochException.class,
          TransactionAbortableException.class,
          InvalidTxnStateException.class,
          InvalidPidMappingException.class,
          OutOfOrderSequenceException.class,
          UnknownProducerIdException.class);

  private LostTransactionException(OperatorError error) {
    super(String.valueOf(error.getMessage()), error);
  }

  /** The error as it is, or as one of this kind if that is its cause. */
  static OperatorError ifLost(OperatorError error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (CAUSES.stream().anyMatch(cause.getClass()::equals)) {
        return new LostTransactionException(error);
      }
    }
    return error;
  }
}
