package sparkify.producer;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.kafka.SecureKafka;
import sparkify.common.kafka.SecureKafka.Listener;

@Timeout(120)
class RefusedReplayTest {
  @RegisterExtension static final SecureKafka kafka = new SecureKafka();

  @TempDir private Path folder;

  @Test
  void namesTheUserWhoMayNotWrite() throws Exception {
    kafka.open().createTopic("guarded.events", 1);
    kafka.createUser("reader");
    kafka.permit("User:reader", ResourceType.TOPIC, AclOperation.DESCRIBE_CONFIGS);
    kafka.permit("User:reader", ResourceType.TOPIC, AclOperation.DESCRIBE);
    Path input = Files.writeString(folder.resolve("input"), "{}\n");
    CommandLineRun run =
        CommandLineRun.run(
            new ProduceCommand(),
            "--config=" + config(kafka.login("reader", SecureKafka.PASSWORD)),
            "--dataset=guarded",
            "--input=" + input);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("Cannot send line 1 to topic guarded.events, partition 0: user 'reader' lacks")
        .contains("add an ACL for it, see docs/security.md; the replay stops here");
  }

  private Path config(Map<String, String> client) throws IOException {
    String options =
        client.entrySet().stream()
            .map(e -> "\"%s\" = \"\"\"%s\"\"\"".formatted(e.getKey(), e.getValue()))
            .collect(joining("\n"));
    return Files.writeString(
        folder.resolve("secure.conf"),
        "kafka { bootstrap-servers = \"%s\"\nclient {\n%s\n} }"
            .formatted(kafka.servers(Listener.LOGIN), options));
  }
}
