package sparkify.common.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One block of app.conf, read key by key.
 *
 * <p>Every key that is read is remembered, so that all others can be reported as unknown. A bad
 * value throws a {@link ConfigException.BadValue}, which names file, line, key and value.
 */
final class Section {
  private final Config root;
  private final String path;
  private final Set<String> known;

  Section(Config root) {
    this(root, "", new TreeSet<>());
  }

  private Section(Config root, String path, Set<String> known) {
    this.root = root;
    this.path = path;
    this.known = known;
  }

  /** The block below {@code key}. */
  Section section(String key) {
    return new Section(root, at(key), known);
  }

  /** The blocks below {@code key}, which has nothing but blocks, by name in alphabetical order. */
  <T> Map<String, T> sections(String key, Function<Section, T> read) {
    Map<String, T> blocks = new TreeMap<>();
    for (String name : root.getConfig(at(key)).root().keySet()) {
      blocks.put(name, read.apply(section(key).section(name)));
    }
    return Collections.unmodifiableMap(blocks);
  }

  /** A text that may be empty. */
  String text(String key) {
    return root.getString(read(key));
  }

  /** A text that must not be empty. */
  String nonEmptyText(String key) {
    return require(key, text(key), t -> !t.isBlank(), "must not be empty");
  }

  /** A text that must match {@code pattern}; {@code rule} describes it. */
  String text(String key, String pattern, String rule) {
    return require(key, text(key), t -> t.matches(pattern), rule);
  }

  /** A whole number in [{@code min}, {@code max}]. */
  int integer(String key, int min, int max) {
    return (int) whole(key, min, max, range(min, max, Integer.MAX_VALUE));
  }

  /** A whole number in [{@code min}, {@code max}]. */
  long longInteger(String key, long min, long max) {
    return whole(key, min, max, range(min, max, Long.MAX_VALUE));
  }

  /** A number in [{@code min}, {@code max}]. */
  double number(String key, double min, double max) {
    return require(
        key,
        root.getDouble(read(key)),
        n -> n >= min && n <= max,
        "must be from " + min + " to " + max);
  }

  /** True or false. */
  boolean flag(String key) {
    return root.getBoolean(read(key));
  }

  /** A TCP port, 1 to 65535. */
  int port(String key) {
    return integer(key, 1, 65535);
  }

  /** A size in bytes, written as 512m or 1g; at least {@code min}. */
  long bytes(String key, long min) {
    return require(
        key, root.getBytes(read(key)), n -> n >= min, "must be at least " + min + " bytes");
  }

  /** A duration of at least {@code min}, written as 500ms, 10s, 2m or 1d. */
  Duration duration(String key, Duration min) {
    return require(
        key,
        root.getDuration(read(key)),
        d -> d.compareTo(min) >= 0,
        "must be at least " + Durations.format(min));
  }

  /** An instant in ISO form, such as 2015-01-01T00:00:00Z. */
  Instant instant(String key) {
    String text = text(key);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw bad(key, text, "must be an instant such as 2015-01-01T00:00:00Z");
    }
  }

  /** One of the constants of {@code type}, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    return choice(key, text(key), type);
  }

  /** A list of constants of {@code type}; as one text they are separated by commas. */
  <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
    Set<E> chosen = EnumSet.noneOf(type);
    List<String> texts =
        root.getValue(read(key)).valueType() == ConfigValueType.STRING
            ? Arrays.stream(text(key).split(",")).map(String::strip).toList()
            : root.getStringList(at(key));
    texts.stream()
        .filter(text -> !text.isEmpty())
        .forEach(text -> chosen.add(choice(key, text, type)));
    return Collections.unmodifiableSet(chosen);
  }

  private <E extends Enum<E>> E choice(String key, String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Section::word).toList();
    throw bad(key, text, "must be " + String.join(" or ", words));
  }

  /** The entries of a free-form block, such as options passed to another system. */
  Map<String, String> entries(String key) {
    String block = read(key);
    Map<String, String> entries = new LinkedHashMap<>();
    for (var entry : new TreeMap<>(root.getConfig(block).root().unwrapped()).keySet()) {
      flatten(block + "." + ConfigUtil.quoteString(entry), entry, entries);
    }
    return Map.copyOf(entries);
  }

  /**
   * The exception for a value of {@code key} that breaks a rule which these methods cannot check.
   */
  ConfigException bad(String key, Object value, String rule) {
    String full = at(key);
    return new ConfigException.BadValue(
        root.getValue(full).origin(), full, rule + ", got " + shown(value));
  }

  private void flatten(String at, String name, Map<String, String> into) {
    known.add(at);
    if (root.getValue(at).valueType() == ConfigValueType.OBJECT) {
      for (String child : root.getConfig(at).root().keySet()) {
        flatten(at + "." + ConfigUtil.quoteString(child), name + "." + child, into);
      }
    } else {
      into.put(name, root.getString(at));
    }
  }

  private long whole(String key, long min, long max, String rule) {
    Number number = root.getNumber(read(key));
    if (number instanceof Double && number.doubleValue() != Math.rint(number.doubleValue())) {
      throw bad(key, number, "must be a whole number");
    }
    return require(key, number.longValue(), n -> n >= min && n <= max, rule);
  }

  private <T> T require(String key, T value, Predicate<T> isValid, String rule) {
    if (!isValid.test(value)) {
      throw bad(key, value, rule);
    }
    return value;
  }

  private String read(String key) {
    String full = at(key);
    known.add(full);
    return full;
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The whole configuration that this section is part of, resolved, as text. */
  String render() {
    return root.root().render(ConfigRenderOptions.concise());
  }

  Set<String> known() {
    return known;
  }

  private static String range(long min, long max, long unbounded) {
    return max == unbounded ? "must be at least " + min : "must be from " + min + " to " + max;
  }

  private static String shown(Object value) {
    return value instanceof Duration d ? Durations.format(d) : "'" + value + "'";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
