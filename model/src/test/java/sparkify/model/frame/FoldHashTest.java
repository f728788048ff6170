package sparkify.model.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldHashTest {
  private static final FoldHash FOLDS = new FoldHash(1, 5);

  @Test
  void isTheSameInEveryVersion() {
    List<Integer> folds = IntStream.range(0, 12).mapToObj(FoldHashTest::fold).toList();
    assertThat(folds).containsExactly(2, 1, 3, 1, 3, 3, 1, 0, 4, 4, 2, 0);
  }

  @Test
  void fillsAllFoldsEvenly() {
    int[] sizes = new int[5];
    IntStream.range(0, 10_000).forEach(i -> sizes[fold(i)]++);
    assertThat(IntStream.of(sizes).boxed())
        .allSatisfy(size -> assertThat(size).isBetween(1_850, 2_150));
  }

  @Test
  void doesNotFollowTheOrderOfIds() {
    long neighbours = IntStream.range(0, 10_000).filter(i -> fold(i) == fold(i + 1)).count();
    assertThat(neighbours).isBetween(1_850L, 2_150L);
    for (int block = 0; block < 100; block++) {
      int from = block * 100;
      assertThat(IntStream.range(from, from + 100).map(FoldHashTest::fold).distinct().count())
          .as("folds that users %d to %d are in", from, from + 99)
          .isEqualTo(5);
    }
  }

  @Test
  void anotherSeedShufflesTheFolds() {
    FoldHash other = new FoldHash(2, 5);
    long same =
        IntStream.range(0, 10_000).filter(i -> other.fold(String.valueOf(i)) == fold(i)).count();
    assertThat(same).isBetween(1_850L, 2_150L);
  }

  private static int fold(int user) {
    return FOLDS.fold(String.valueOf(user));
  }
}
