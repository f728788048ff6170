package sparkify.common.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * All settings of app.conf, validated.
 *
 * @param hocon the settings in force as text that {@link SettingsLoader} can read, secrets
 *     included: never to be printed, and passed on as {@link ShippedSettings} only
 */
public record Settings(
    Dataset dataset,
    KafkaSettings kafka,
    ProducerSettings producer,
    SimulatorSettings simulator,
    TimeBounds event,
    TimeBounds access,
    LakeSettings lake,
    StreamingSettings streaming,
    CompactionSettings compaction,
    AnalyticsSettings analytics,
    ModelSettings model,
    YarnSettings yarn,
    NotebookSettings notebook,
    ScheduleSettings schedule,
    ClusterSettings cluster,
    String hocon) {

  static Settings from(Section root) {
    LakeSettings lake = LakeSettings.from(root.section("lake"));
    return new Settings(
        Dataset.from(root, lake),
        KafkaSettings.from(root.section("kafka")),
        ProducerSettings.from(root.section("producer")),
        SimulatorSettings.from(root.section("simulator")),
        TimeBounds.from(root.section("event")),
        TimeBounds.from(root.section("access")),
        lake,
        StreamingSettings.from(root.section("streaming")),
        CompactionSettings.from(root.section("compaction")),
        AnalyticsSettings.from(root.section("analytics")),
        ModelSettings.from(root.section("model")),
        YarnSettings.from(root.section("yarn")),
        NotebookSettings.from(root.section("notebook")),
        ScheduleSettings.from(root.section("schedule")),
        ClusterSettings.from(root.section("cluster")),
        root.render());
  }

  /** The settings in force, one per line, secrets masked. */
  public String redacted() {
    Config config = ConfigFactory.parseString(hocon);
    StringBuilder lines = new StringBuilder();
    for (String key : new TreeSet<>(keys(config))) {
      String value = config.getValue(key).render(ConfigRenderOptions.concise());
      lines
          .append(key)
          .append(" = ")
          .append(Secrets.isSecret(key) ? "\"***\"" : value)
          .append('\n');
    }
    return lines.toString();
  }

  /** The same as {@link #redacted}, so that printing this record by accident reveals no secret. */
  @Override
  public String toString() {
    return redacted();
  }

  private static Set<String> keys(Config config) {
    Set<String> keys = new HashSet<>();
    config.entrySet().forEach(e -> keys.add(e.getKey()));
    return keys;
  }
}
