package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Where others could see the passwords in app.conf: command lines, YARN's pages, logs. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@ResourceLock(value = Pipeline.CLUSTER, mode = ResourceAccessMode.READ)
class SecretsIT {
  private static final Pattern ACCEPTED = Pattern.compile("(application_\\S+) accepted: (\\S+)");

  @RegisterExtension static final Pipeline pipeline = new Pipeline();

  @Test
  void secretsAreNowhereToBeSeen() throws Exception {
    pipeline.send("secret", 10);
    Matcher accepted;
    try (CommandLines lines = CommandLines.watch()) {
      accepted = ACCEPTED.matcher(pipeline.run("stream", "--dataset", "secret").exits(0).out());
      assertThat(accepted.find()).isTrue();
      pipeline.awaitLanded("secret", 10); // The executors found Kafka's secret.
      assertThat(lines.seen())
          .anyMatch(line -> line.contains("SparkSubmit"))
          .anyMatch(line -> line.contains("ExecutorBackend"))
          .noneMatch(line -> line.contains(Pipeline.SECRET));
    }
    assertThat(get(accepted.group(2) + "environment/"))
        .contains(Pipeline.SECRET_OF_SPARK)
        .doesNotContain(Pipeline.SECRET);
    Path logs =
        pipeline.directory().resolve("a cluster/logs/containers").resolve(accepted.group(1));
    assertThat(containing(logs, "SPARK_USER")).isNotEmpty(); // Launch scripts are among the logs.
    assertThat(containing(logs, Pipeline.SECRET)).isEmpty();
    pipeline.run("stream", "--stop", "--dataset", "secret").exits(0);
    assertThat(pipeline.run("logs", accepted.group(1)).exits(0).out())
        .contains("ssl.key.password")
        .doesNotContain(Pipeline.SECRET);
  }

  private static String get(String address) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    return client
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  private static List<Path> containing(Path folder, String text) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
