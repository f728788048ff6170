package sparkify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sparkify.common.Incident;

/** docs/operations.md explains every message with which landing stops or waits, and no others. */
class RunbookTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("sparkify");

  private static final Pattern SECTION =
      Pattern.compile("(?ms)^### ([A-Z]+_[A-Z_]+|[A-Z]{2,})\\n(.*?)(?=^##|\\z)");

  private static final Pattern GAUGE =
      Pattern.compile("metrics_sparkify_driver_landing_(?:partition_\\d+_)?(\\w+)_Value");

  @ParameterizedTest
  @EnumSource
  void explainsEveryIncident(Incident incident) throws IOException {
    assertThat(sections())
        .as("docs/operations.md needs a section '### %s'", incident)
        .containsKey(incident.name());
    assertThat(sections().get(incident.name())).contains("**Means.**", "**Check.**", "**Type.**");
  }

  @Test
  void explainsNothingThatDoesNotExist() throws IOException {
    assertThat(Incident.values())
        .extracting(Incident::name)
        .as("each section of docs/operations.md that is named like a constant of Incident")
        .containsAll(sections().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void everyIncidentCanHappen(Incident incident) {
    JavaField constant = ALL.get(Incident.class).getField(incident.name());
    assertThat(constant.getAccessesToSelf())
        .as("uses of %s; delete it and its section if there is none", incident)
        .anyMatch(use -> !use.getOriginOwner().isEquivalentTo(Incident.class));
  }

  @Test
  void namesOnlyGaugesThatLandingHas() throws IOException {
    String gauges =
        Files.readString(
            Pipeline.HOME.resolve(
                "streaming/src/main/java/sparkify/streaming/landing/LandingMetrics.java"));
    assertThat(
            GAUGE.matcher(Files.readString(Pipeline.HOME.resolve("docs/operations.md"))).results())
        .extracting(gauge -> gauge.group(1))
        .contains("waiting")
        .allSatisfy(name -> assertThat(gauges).containsPattern("\"_?" + name + "\""));
  }

  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    Matcher section =
        SECTION.matcher(Files.readString(Pipeline.HOME.resolve("docs/operations.md")));
    while (section.find()) {
      sections.put(section.group(1), section.group(2));
    }
    return sections;
  }
}
