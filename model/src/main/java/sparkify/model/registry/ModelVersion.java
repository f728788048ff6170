package sparkify.model.registry;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparkify.common.Sha256;
import sparkify.common.config.TrainingSettings;

/**
 * The version of a model: {@code s<snapshot>-<hash>}, a hash of everything that determines the
 * model. The same inputs have the same version, so a version that exists need not be trained again.
 */
public final class ModelVersion {
  private static final int DIGITS = 8;
  private static final Pattern NAME = Pattern.compile("s(\\d{1,18})-[0-9a-f]{" + DIGITS + "}");

  private ModelVersion() {}

  /**
   * The version of the model that these inputs determine.
   *
   * @param snapshot sequence number of the commit that is read
   * @param code version of this software
   */
  public static String of(long snapshot, TrainingSettings settings, String code) {
    String origin = "%d\n%s\n%s".formatted(snapshot, code, settings(settings));
    return "s" + snapshot + "-" + Sha256.hex(origin).substring(0, DIGITS);
  }

  /** The commit that was read for {@code version}, or empty if that is no version. */
  public static OptionalLong snapshot(String version) {
    Matcher named = NAME.matcher(version);
    return named.matches() ? OptionalLong.of(Long.parseLong(named.group(1))) : OptionalLong.empty();
  }

  /**
   * Every training setting by its key below {@code model}, such as {@code cutoffs.min-observed}.
   *
   * <p>Collected by reflection, so that a setting added to the record cannot be forgotten here.
   */
  public static Map<String, String> settings(TrainingSettings settings) {
    Map<String, String> values = new TreeMap<>();
    collect(settings, "", values);
    return values;
  }

  private static void collect(Record block, String path, Map<String, String> into) {
    for (RecordComponent component : block.getClass().getRecordComponents()) {
      String key = path + key(component.getName());
      Object value = value(block, component);
      if (value instanceof Record inner) {
        collect(inner, key + ".", into);
      } else {
        into.put(
            key, value instanceof Optional<?> o ? o.map(Object::toString).orElse("") : "" + value);
      }
    }
  }

  private static Object value(Record block, RecordComponent component) {
    try {
      return component.getAccessor().invoke(block);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component + " of " + block, e);
    }
  }

  /** A component's name as in app.conf: {@code minObserved} is {@code min-observed} there. */
  private static String key(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
