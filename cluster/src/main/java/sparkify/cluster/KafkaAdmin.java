package sparkify.cluster;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import sparkify.common.OperatorError;
import sparkify.common.config.ClusterSettings;
import sparkify.common.kafka.KafkaFailures;

/** Asks the broker of the local cluster, as its administrator if it is secured. */
final class KafkaAdmin {
  private static final String TIMEOUT_MS = "4000";

  /** What the names of the pipeline's consumer groups and transactions begin with. */
  private static final String OURS = "sparkify-";

  private KafkaAdmin() {}

  /** A client for the caller to close. */
  static Admin connect(ClusterSettings settings, Layout layout) throws IOException {
    Properties options =
        layout.isSecure() ? SecureFiles.of(layout).adminOptions() : new Properties();
    options.put(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Loopback.HOST + ":" + settings.kafka().port());
    options.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    options.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    try {
      return Admin.create(options);
    } catch (KafkaException e) {
      throw new IOException("Cannot connect to Kafka: " + KafkaFailures.reason(e), e);
    }
  }

  /** Waits for an answer. */
  static <T> T await(KafkaFuture<T> answer) throws IOException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not answer: " + KafkaFailures.reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while querying Kafka");
    }
  }

  /** Gives the pipeline's user the permissions that it needs; those that it has stay. */
  static void permit(ClusterSettings settings, Layout layout) {
    try (Admin admin = connect(settings, layout)) {
      await(admin.createAcls(permissions()).all());
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot give the user %s its permissions: %s"
              .formatted(SecureFiles.PIPELINE, e.getMessage()),
          e);
    }
  }

  /** Documented in docs/security.md, for other brokers. */
  private static List<AclBinding> permissions() {
    return Stream.of(
            allow(TOPIC, "*", LITERAL, READ, WRITE, CREATE, DELETE, DESCRIBE, DESCRIBE_CONFIGS),
            allow(GROUP, OURS, PREFIXED, READ),
            allow(TRANSACTIONAL_ID, OURS, PREFIXED, WRITE, DESCRIBE))
        .flatMap(acls -> acls)
        .toList();
  }

  private static Stream<AclBinding> allow(
      ResourceType type, String name, PatternType pattern, AclOperation... operations) {
    return Stream.of(operations)
        .map(
            operation ->
                new AclBinding(
                    new ResourcePattern(type, name, pattern),
                    new AccessControlEntry(
                        "User:" + SecureFiles.PIPELINE, "*", operation, AclPermissionType.ALLOW)));
  }
}
