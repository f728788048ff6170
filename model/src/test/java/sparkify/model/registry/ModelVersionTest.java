package sparkify.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sparkify.common.config.SettingsLoader;
import sparkify.common.config.TrainingSettings;

class ModelVersionTest {
  private static final TrainingSettings SETTINGS =
      SettingsLoader.load(null, Map.of()).model().training();

  /** The settings below {@code model} that size its application and do not shape a model. */
  private static final List<String> CONTAINERS = List.of("driver", "executor");

  @Test
  void namesTheSnapshotAndAHash() {
    assertThat(version(7, SETTINGS, "0.1.0+1a2b3c4d")).matches("s7-[0-9a-f]{8}");
  }

  @Test
  void equalInputsGiveTheSameVersion() {
    TrainingSettings same = SettingsLoader.load(null, Map.of()).model().training();
    assertThat(version(7, same, "code")).isEqualTo(version(7, SETTINGS, "code"));
  }

  @Test
  void snapshotAndCodeChangeTheVersion() {
    String version = version(7, SETTINGS, "code");
    assertThat(version(8, SETTINGS, "code").substring(2)).isNotEqualTo(version.substring(2));
    assertThat(version(7, SETTINGS, "other code")).isNotEqualTo(version);
  }

  @Test
  void everySettingChangesTheVersion() throws Exception {
    List<Record> variants = variants(SETTINGS);
    List<String> versions = new ArrayList<>(List.of(version(7, SETTINGS, "code")));
    for (Record variant : variants) {
      versions.add(version(7, (TrainingSettings) variant, "code"));
    }
    assertThat(versions).doesNotHaveDuplicates();
    assertThat(variants).hasSameSizeAs(ModelVersion.settings(SETTINGS).entrySet());
  }

  @Test
  void settingsHaveTheKeysOfAppConf() {
    Config model =
        ConfigFactory.parseResources(
                SettingsLoader.class.getClassLoader(),
                "sparkify/app.conf",
                ConfigParseOptions.defaults().setAllowMissing(false))
            .getConfig("model");
    List<String> keys =
        model.entrySet().stream()
            .map(Map.Entry::getKey)
            .filter(key -> CONTAINERS.stream().noneMatch(c -> key.startsWith(c + ".")))
            .toList();
    assertThat(ModelVersion.settings(SETTINGS).keySet()).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void settingsAreText() {
    assertThat(ModelVersion.settings(SETTINGS))
        .containsEntry("horizon", "PT336H")
        .containsEntry("cutoffs.min-observed", "PT240H")
        .containsEntry("cutoffs.last-complete-day", "")
        .containsEntry("minimum.train-leavers", "30")
        .containsEntry("seed", "1")
        .containsEntry("contact-budget", "0.1");
  }

  private static String version(long snapshot, TrainingSettings settings, String code) {
    return ModelVersion.of(snapshot, settings, code);
  }

  /** For each component, nested ones included, a copy of {@code block} that differs only in it. */
  private static List<Record> variants(Record block) throws ReflectiveOperationException {
    RecordComponent[] components = block.getClass().getRecordComponents();
    List<Record> variants = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      Object value = components[i].getAccessor().invoke(block);
      List<?> others =
          value instanceof Record inner ? variants(inner) : List.of(other(value, components[i]));
      for (Object other : others) {
        variants.add(copy(block, i, other));
      }
    }
    return variants;
  }

  private static Record copy(Record block, int changed, Object value)
      throws ReflectiveOperationException {
    RecordComponent[] components = block.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == changed ? value : components[i].getAccessor().invoke(block);
    }
    return block.getClass().getDeclaredConstructor(types).newInstance(values);
  }

  private static Object other(Object value, RecordComponent component) {
    Type type = component.getGenericType();
    if (type == int.class) {
      return (int) value + 1;
    } else if (type == long.class) {
      return (long) value + 1;
    } else if (type == double.class) {
      return (double) value / 2;
    } else if (type == Duration.class) {
      return ((Duration) value).plusDays(1);
    } else if (type.getTypeName().equals("java.util.Optional<java.time.LocalDate>")) {
      LocalDate day = ((Optional<?>) value).map(LocalDate.class::cast).orElse(LocalDate.EPOCH);
      return Optional.of(day.plusDays(1));
    }
    throw new AssertionError("Cannot change " + component + ": add its type to this test");
  }
}
