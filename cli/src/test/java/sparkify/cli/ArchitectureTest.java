package sparkify.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.Sha256;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.snapshot.Snapshot;

/** The structure of the project: what may depend on what. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("sparkify");

  @Test
  void seesEveryModule() {
    assertThat(ALL.stream().map(ArchitectureTest::module).collect(toSet()))
        .isEqualTo(
            Set.of(
                "common",
                "lake",
                "spark",
                "producer",
                "streaming",
                "model",
                "maintenance",
                "analytics",
                "cluster",
                "cli"));
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("sparkify.(**)").should().beFreeOfCycles().check(ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "common, sparkify.common..",
    "lake, sparkify.(common|lake)..",
    "spark, sparkify.(common|lake|spark)..",
    "producer, sparkify.(common|producer)..",
    "cluster, sparkify.(common|cluster)..",
    "streaming, sparkify.(common|lake|streaming)..",
    "model, sparkify.(common|lake|spark|model)..",
    "maintenance, sparkify.(common|lake|spark|maintenance)..",
    "analytics, sparkify.(common|lake|spark|analytics)..",
  })
  void modulesDependInOneDirection(String module, String allowed) {
    classes()
        .that()
        .resideInAPackage("sparkify." + module + "..")
        .should()
        .onlyDependOnClassesThat(resideInAPackage(allowed).or(resideOutsideOfPackage("sparkify..")))
        .check(ALL);
  }

  @Test
  void onlyCommandsUsePicocli() {
    noClasses()
        .that(areNotCommands())
        .should()
        .dependOnClassesThat(resideInAPackage("picocli.."))
        .check(ALL);
  }

  @Test
  void onlyTheConfigPackageUsesTypesafeConfig() {
    noClasses()
        .that()
        .resideOutsideOfPackage("sparkify.common.config")
        .should()
        .dependOnClassesThat(resideInAPackage("com.typesafe.config.."))
        .check(ALL);
  }

  @Test
  void onlySha256UsesMessageDigest() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Sha256.class)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(MessageDigest.class)
        .check(ALL);
  }

  /** Python asks for a static method by name, and fails where the JVM lists another first. */
  @ParameterizedTest
  @ValueSource(classes = {LakeFileSystem.class, Snapshot.class})
  void pythonCanCallEveryStaticMethod(Class<?> read) {
    Map<Boolean, Set<String>> names =
        Stream.of(read.getMethods())
            .collect(
                partitioningBy(
                    method -> Modifier.isStatic(method.getModifiers()),
                    mapping(Method::getName, toSet())));

    assertThat(names.get(false)).doesNotContainAnyElementsOf(names.get(true));
  }

  /** Commands, the options they share, and what starts them. */
  private static DescribedPredicate<JavaClass> areNotCommands() {
    return DescribedPredicate.describe(
        "are not commands",
        type -> {
          String name = outermost(type).getSimpleName();
          String in = type.getPackageName();
          return !name.endsWith("Command")
              && !name.endsWith("Options")
              && !in.equals("sparkify.common.launch")
              && !in.equals("sparkify.cli");
        });
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  private static String module(JavaClass type) {
    return type.getPackageName().replaceFirst("^sparkify\\.(\\w+).*", "$1");
  }
}
