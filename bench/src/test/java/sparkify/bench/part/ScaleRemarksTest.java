package sparkify.bench.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sparkify.bench.process.Usage;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Result;

class ScaleRemarksTest {
  private static final Usage USAGE = new Usage(1, 1);

  private final Map<String, List<Measurement>> measured = new LinkedHashMap<>();

  @Test
  void eachStepHasALineWithBothExponents() {
    measured.put("small", List.of(landed(1000, 10)));
    measured.put("medium", List.of(modelled(10_000, 10, 5)));
    measured.put("large", List.of(modelled(100_000, 1000, 50)));

    List<String> remarks = remarks();

    assertThat(remarks).hasSize(4);
    assertThat(remarks.get(0)).contains("train --score: left out");
    assertThat(remarks.get(1)).containsPattern("b, all sizes +b, the two largest");
    assertThat(remarks.get(2)).containsPattern("send and land +1\\.00 +2\\.00");
    assertThat(remarks.get(3)).containsPattern("train --score +1\\.00 +1\\.00");
  }

  @Test
  void oneSizeHasNoExponents() {
    measured.put("small", List.of(modelled(1000, 10, 5)));

    assertThat(remarks()).isEmpty();
  }

  @Test
  void nothingIsSaidOfWhatFailed() {
    assertThat(remarks()).isEmpty();
  }

  private List<String> remarks() {
    return ScaleRemarks.of(new Result("scale", "all", measured, "", List.of()));
  }

  private static Measurement modelled(double events, double seconds, double each) {
    return landed(events, seconds).with(Step.TRAIN_AND_SCORE.took(each, USAGE));
  }

  private static Measurement landed(double events, double seconds) {
    return Measurement.empty()
        .with(SendAndLand.EVENTS, events)
        .with(Step.SEND_AND_LAND.took(seconds, USAGE));
  }
}
