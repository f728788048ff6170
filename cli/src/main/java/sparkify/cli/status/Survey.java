package sparkify.cli.status;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.cli.yarn.Applications;
import sparkify.common.Incident;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.Settings;
import sparkify.common.kafka.Topics;
import sparkify.lake.log.Manifest.Writer;
import sparkify.lake.rejects.NewestRejects;

/**
 * Looks at a dataset again and again. A service that does not answer is reported, and keeps nobody
 * from hearing what the others say.
 */
final class Survey {
  private final Settings settings;
  private final Configuration configuration;
  private final Clock clock;
  private final Service kafka;
  private final Service hdfs;
  private final Service yarn;
  private @Nullable Lake lake;
  private @Nullable NewestRejects rejects;

  Survey(Environment environment, Clock clock) {
    this.settings = environment.settings();
    this.configuration = impatient(environment.configuration());
    this.clock = clock;
    Duration patience = settings.kafka().timeout().plusSeconds(2); // Its own message comes first.
    this.kafka = new Service(Incident.KAFKA_UNREACHABLE, patience);
    this.hdfs = new Service(Incident.HDFS_UNREACHABLE, patience);
    this.yarn = new Service(Incident.YARN_UNREACHABLE, patience);
  }

  /** Hadoop's clients retry for a quarter of an hour, which is good for jobs only. */
  private static Configuration impatient(Configuration configuration) {
    Configuration impatient = new Configuration(configuration);
    impatient.setInt("ipc.client.connect.max.retries", 2);
    impatient.setInt("ipc.client.connect.max.retries.on.timeouts", 1);
    return impatient;
  }

  Look look() throws InterruptedException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Answer<LakeLook> table = hdfs.ask(() -> lake(now)).await();
    // Kafka is asked last: what landed meanwhile would otherwise seem to lie beyond its end.
    Service.Asked<TopicLook> topic = kafka.ask(this::topic);
    String holder = holder(table.value());
    Answer<YarnLook> applications = yarn.ask(() -> applications(holder)).await();
    return Look.of(
        now,
        settings.dataset().label(),
        settings.streaming().batchInterval(),
        applications,
        topic.await(),
        table);
  }

  private static @Nullable String holder(@Nullable LakeLook lake) {
    Writer holder = lake == null ? null : lake.holder();
    return holder == null ? null : holder.application();
  }

  private TopicLook topic() {
    try (Topics topics = Topics.connect(settings.kafka())) {
      return TopicLook.at(topics, settings.dataset().topic(), clock);
    }
  }

  private LakeLook lake(Instant now) {
    if (lake == null || rejects == null) {
      lake = Lake.of(settings, configuration);
      rejects = new NewestRejects(lake.commits().paths());
    }
    try {
      return LakeLook.at(lake, rejects, now);
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot read the lake " + lake.root() + ": " + RootCause.message(e), e);
    }
  }

  private YarnLook applications(@Nullable String holder) {
    try (Applications applications = new Applications(configuration)) {
      return YarnLook.at(applications, settings.dataset().label(), holder);
    }
  }
}
