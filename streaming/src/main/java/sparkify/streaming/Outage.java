package sparkify.streaming;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.hdfs.protocol.QuotaExceededException;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.token.SecretManager.InvalidToken;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.kafka.KafkaFailures;

/** Tells by its exceptions what a failure says about the service that it came from. */
public final class Outage {
  private static final Set<Class<? extends Throwable>> AWAY =
      Set.of(
          ConnectException.class,
          NoRouteToHostException.class,
          SocketException.class,
          SocketTimeoutException.class,
          UnknownHostException.class,
          RetriableException.class,
          org.apache.hadoop.ipc.RetriableException.class,
          StandbyException.class,
          SafeModeException.class,
          QuotaExceededException.class);

  private static final Set<Class<? extends Throwable>> REFUSED =
      Set.of(
          AccessControlException.class,
          InvalidToken.class,
          AuthenticationException.class,
          AuthorizationException.class,
          ParentNotDirectoryException.class,
          FileAlreadyExistsException.class,
          UnsupportedOperationException.class,
          UnsupportedVersionException.class,
          InvalidTopicException.class,
          Error.class);

  private Outage() {}

  /**
   * Whether a service was away, or had no room, and so whether the same request succeeds once it is
   * back. False for what only looks at the answer could tell, such as a missing DataNode, which
   * HDFS reports without a type.
   */
  public static boolean isOne(Throwable failure) {
    return anyCause(failure, cause -> isA(cause, AWAY) || isBrokenCall(cause))
        && !anyCause(failure, UnknownTopicOrPartitionException.class::isInstance);
  }

  /** A connection that ended during a call of Hadoop's; a file that ends too early is no outage. */
  private static boolean isBrokenCall(Throwable cause) {
    return cause instanceof EOFException
        && String.valueOf(cause.getMessage()).startsWith("End of File Exception between");
  }

  /** Whether it is an answer, which waiting would not change: a refusal, or a fault of this JVM. */
  static boolean isAnswer(Throwable failure) {
    return anyCause(failure, cause -> isA(cause, REFUSED));
  }

  /**
   * In one line, why it failed: the message for operators, if there is one, or the root cause's.
   */
  static String reason(Throwable failure) {
    Throwable telling = failure;
    while (telling.getCause() != null && !(telling instanceof OperatorError)) {
      telling = telling.getCause();
    }
    return telling instanceof OperatorError
        ? RootCause.firstLine(String.valueOf(telling.getMessage()))
        : KafkaFailures.reason(failure);
  }

  private static boolean anyCause(Throwable failure, Predicate<Throwable> test) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (test.test(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isA(Throwable cause, Set<Class<? extends Throwable>> types) {
    Throwable typed = cause instanceof RemoteException remote ? unwrapped(remote, types) : cause;
    return types.stream().anyMatch(type -> type.isInstance(typed));
  }

  private static IOException unwrapped(
      RemoteException remote, Set<Class<? extends Throwable>> types) {
    return remote.unwrapRemoteException(types.toArray(Class[]::new));
  }
}
