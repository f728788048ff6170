package sparkify.common.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.common.OperatorError;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Secrets;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;

/** The options that every command takes; mixed in with {@code @Mixin}. */
public final class CommonOptions {
  private static final Logger log = LoggerFactory.getLogger(CommonOptions.class);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file that overrides the built-in defaults.")
  private @Nullable Path config;

  private Map<String, String> overrides = Map.of();

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "Dataset: topics NAME.FEED, lake folder NAME; default: the setting dataset.")
  private @Nullable String dataset;

  private @Nullable String feed;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** Read by the launcher, from picocli's parse result. */
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--debug", description = "Print stack traces of errors.")
  private boolean debug;

  private @Nullable Settings settings;

  /** A setter, so that a secret is refused where every user of the machine could see it. */
  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "Override one setting; may be repeated. Not for secrets.")
  void overrides(Map<String, String> given) {
    for (String key : given.keySet()) {
      if (Secrets.isForFilesOnly(key)) {
        throw new ParameterException(
            Objects.requireNonNull(command).commandLine(),
            "Cannot take the secret "
                + key
                + " from the command line, which everybody can see; set it in a file, and pass that with --config");
      }
    }
    overrides = new LinkedHashMap<>(given);
  }

  /** A setter, so that a feed that does not exist is a usage error. */
  @Option(
      names = "--feed",
      paramLabel = "FEED",
      description = "Feed of the dataset: topic NAME.FEED, table FEED; default: the setting feed.")
  void feed(String name) {
    try {
      feed = FeedCatalogue.named(name).name();
    } catch (OperatorError e) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Overrides one more setting, for a command with an option that means the same. */
  public void override(String key, String value) {
    overrides = new LinkedHashMap<>(overrides);
    overrides.put(key, value);
  }

  /** The dataset named on the command line, or null if it is left to the settings. */
  public @Nullable String dataset() {
    return dataset;
  }

  /** The feed named on the command line, or null if it is left to the settings. */
  public @Nullable String feed() {
    return feed;
  }

  /** The option that gives another command the same settings file, after a space; or empty. */
  public String configOption() {
    return config == null ? "" : " --config " + config;
  }

  /** The options that give another command the same settings and dataset, wherever it runs. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--dataset", settings().dataset().name()));
    if (config != null) {
      arguments.addAll(List.of("--config", config.toAbsolutePath().toString()));
    }
    overrides.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    return arguments;
  }

  /** The settings in force; read once, and logged once with secrets masked. */
  public Settings settings() {
    if (settings == null) {
      settings = settings(dataset);
      log.info("{}, settings:\n{}", Version.line(), settings.redacted());
    }
    return settings;
  }

  /** The settings in force, with the dataset {@code name} unless it is null. */
  public Settings settings(@Nullable String name) {
    Map<String, String> all = new LinkedHashMap<>(overrides);
    if (name != null) {
      all.put("dataset", name);
    }
    if (feed != null) {
      all.put("feed", feed);
    }
    return SettingsLoader.load(config, all);
  }
}
