package sparkify.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.security.AccessControlException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sparkify.common.OperatorError;

class OutageTest {
  static Stream<Throwable> outages() {
    return Stream.of(
        new ConnectException("refused"),
        new OperatorError("Cannot reach Kafka", new TimeoutException("30000 ms")),
        new SparkException("Job aborted", new NotLeaderOrFollowerException("moved")),
        NetUtils.wrapException("namenode", 8020, "here", 0, new EOFException()),
        new SafeModeException("safe mode"),
        new RemoteException(SafeModeException.class.getName(), "safe mode"),
        new IOException(new RemoteException(StandbyException.class.getName(), "standby")),
        new DSQuotaExceededException("quota"));
  }

  static Stream<Throwable> others() {
    return Stream.of(
        new IOException("File could only be written to 0 of the 1 minReplication nodes"),
        new RemoteException(IOException.class.getName(), "odd"),
        new EOFException("Reached the end of stream with 4 bytes left to read"),
        new AccessControlException("not you"),
        new TopicAuthorizationException("not you"),
        new OperatorError("Cannot describe", new UnknownTopicOrPartitionException("gone")),
        new IllegalStateException("a fault of our own"));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void recognisesAServiceThatIsAway(Throwable failure) {
    assertThat(Outage.isOne(failure)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("others")
  void leavesAllOtherFailuresToALookAtTheServices(Throwable failure) {
    assertThat(Outage.isOne(failure)).isFalse();
  }

  @Test
  void tellsTheReasonInOneLine() {
    Throwable remote = new RemoteException("Odd", "written to 0 nodes\n\tat org.apache");
    assertThat(Outage.reason(new SparkException("Job aborted", remote)))
        .isEqualTo("written to 0 nodes");
    assertThat(Outage.reason(new OperatorError("Cannot reach Kafka", new TimeoutException("x"))))
        .isEqualTo("Cannot reach Kafka");
  }
}
