package sparkify.model.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkify.common.Sha256;

class FrozenFrameTest {
  /** Of all digests in order. It changes with a formula, and must not with a refactoring. */
  private static final String DIGEST =
      "1f8461d1446f23db952f4ea3e8b0dbc19a2b396eaa5aebdbc6babd6de71334ec";

  @Test
  void everyFeatureVariesSoThatAnotherFormulaShows() {
    List<Row> examples = FrozenFrame.examples();
    List<String> names = FeatureCatalogue.names();
    for (int i = 0; i < names.size(); i++) {
      int column = ExamplesOfUser.FIRST_FEATURE + i;
      assertThat(examples.stream().map(row -> row.getDouble(column)).distinct().count())
          .as(names.get(i))
          .isGreaterThan(1);
    }
  }

  @Test
  void everyFeatureHasItsOwnDigest() {
    assertThat(FeatureCatalogue.digests().keySet())
        .containsExactlyElementsOf(FeatureCatalogue.names());
    assertThat(FeatureCatalogue.digests().values())
        .doesNotHaveDuplicates()
        .allMatch(digest -> digest.matches("[0-9a-f]{12}"));
  }

  @Test
  void noFormulaHasChanged() {
    assertThat(Sha256.hex(String.join(" ", FeatureCatalogue.digests().values())))
        .as(
            "Digest of all features. If a formula was meant to change, put the new one here: models"
                + " made before are then refused by scoring")
        .isEqualTo(DIGEST);
  }
}
