package sparkify.common.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;

/**
 * Reads the settings: {@code -Dkey=value} overrides the given file, which overrides the built-in
 * app.conf.
 *
 * <p>A mistake is an {@link OperatorError} that names file, line, key and value.
 */
public final class SettingsLoader {
  /** The copy of app.conf in the jar, which has every key with its default. */
  private static final String DEFAULTS = "sparkify/app.conf";

  private SettingsLoader() {}

  /**
   * Loads the settings of a program.
   *
   * @param file the file that overrides the defaults, or null for the defaults alone
   * @param overrides values by key, as given with {@code -Dkey=value}
   * @throws OperatorError if the file cannot be read or a setting is unknown or out of bounds
   */
  public static Settings load(@Nullable Path file, Map<String, String> overrides) {
    return load(file, overrides, Settings::from);
  }

  static <T> T load(
      @Nullable Path file, Map<String, String> overrides, Function<Section, T> reader) {
    try {
      Config defaults =
          ConfigFactory.parseResources(
              SettingsLoader.class.getClassLoader(),
              DEFAULTS,
              ConfigParseOptions.defaults()
                  .setAllowMissing(false)
                  .setOriginDescription("built-in app.conf"));
      Config given = file == null ? ConfigFactory.empty() : parse(file);
      Config typed = options(overrides);
      Config all = typed.withFallback(given).withFallback(defaults).resolve();
      Section root = new Section(all);
      T settings = reader.apply(root);
      rejectUnknown(all.root(), List.of(), root.known());
      return settings;
    } catch (ConfigException e) {
      throw new OperatorError(describe(e), e);
    }
  }

  private static Config parse(Path file) {
    if (!Files.isReadable(file)) {
      throw new OperatorError(
          "Cannot read settings file "
              + file
              + ": it does not exist or is not readable; check --config");
    }
    return ConfigFactory.parseFile(
        file.toFile(),
        ConfigParseOptions.defaults()
            .setAllowMissing(false)
            .setOriginDescription(file.getFileName().toString()));
  }

  private static Config options(Map<String, String> overrides) {
    Config all = ConfigFactory.empty();
    for (var entry : overrides.entrySet()) {
      all =
          ConfigFactory.parseMap(Map.of(entry.getKey(), entry.getValue()), "-D" + entry.getKey())
              .withFallback(all);
    }
    return all;
  }

  /** Walks the tree, because {@link Config#entrySet} leaves out nulls and empty blocks. */
  private static void rejectUnknown(ConfigObject block, List<String> path, Set<String> known) {
    for (var entry : block.entrySet()) {
      List<String> at = Stream.concat(path.stream(), Stream.of(entry.getKey())).toList();
      String key = ConfigUtil.joinPath(at);
      if (known.contains(key)) {
        continue; // A setting, or a free-form block and everything in it.
      }
      boolean holdsSettings = known.stream().anyMatch(k -> k.startsWith(key + "."));
      if (entry.getValue() instanceof ConfigObject inner && (holdsSettings || !inner.isEmpty())) {
        rejectUnknown(inner, at, known);
      } else {
        throw new OperatorError(unknown(key, entry.getValue(), known));
      }
    }
  }

  private static String unknown(String key, ConfigValue value, Set<String> known) {
    String nearest = known.stream().min(Comparator.comparingInt(k -> distance(key, k))).orElse(key);
    String hint =
        distance(key, nearest) <= Math.max(2, key.length() / 3)
            ? "did you mean '" + nearest + "'?"
            : "app.conf lists all settings";
    return value.origin().description() + ": Unknown setting '" + key + "': " + hint;
  }

  private static String describe(ConfigException e) {
    String message = String.valueOf(e.getMessage());
    return message.replaceFirst("^(\\S+ @ )?(file:)?", "").replace('\n', ' ');
  }

  /** The Levenshtein distance. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
