package sparkify.model.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class FeatureCatalogueTest {
  @Test
  void namesAreUniqueAndInTheOrderOfTheFeatures() {
    assertThat(FeatureCatalogue.names())
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][a-z0-9_]*"))
        .containsExactlyElementsOf(
            FeatureCatalogue.features().stream().map(Feature::name).toList());
  }

  @Test
  void everyFeatureIsDescribed() {
    assertThat(FeatureCatalogue.features())
        .allSatisfy(
            feature -> {
              assertThat(feature.formula()).isNotBlank();
              assertThat(feature.unit()).isNotBlank();
              assertThat(feature.window()).isNotBlank();
              assertThat(feature.meaning()).isNotBlank();
            });
  }

  @Test
  void neitherCancellingNorTheIdIsAFeature() {
    assertThat(FeatureCatalogue.features())
        .noneMatch(feature -> feature.toString().toLowerCase(Locale.ROOT).contains("cancel"))
        .noneMatch(feature -> feature.toString().contains("userId"));
  }
}
