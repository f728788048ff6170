package sparkify.analytics.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrainTest {
  @ParameterizedTest
  @CsvSource({
    "HOUR,  2018-10-03, 2018-10-03, 2018-10-03",
    "DAY,   2018-10-03, 2018-10-03, 2018-10-03",
    "WEEK,  2018-10-01, 2018-10-01, 2018-10-07",
    "WEEK,  2018-10-07, 2018-10-01, 2018-10-07",
    "WEEK,  2019-01-01, 2018-12-31, 2019-01-06",
    "MONTH, 2016-02-29, 2016-02-01, 2016-02-29",
    "MONTH, 2018-12-31, 2018-12-01, 2018-12-31",
    "ALL,   2018-10-03, 1970-01-01, +999999999-12-31",
  })
  void aPartIsThePeriodOfADateAndForHoursTheDate(
      Grain grain, LocalDate date, LocalDate first, LocalDate last) {
    assertThat(grain.partOf(date)).isEqualTo(first);
    assertThat(grain.lastDay(first)).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({
    "HOUR,  2018-10-03, 1,  2018-10-02",
    "HOUR,  2018-10-03, 24, 2018-10-02",
    "HOUR,  2018-10-03, 25, 2018-10-01",
    "DAY,   2018-10-03, 29, 2018-09-04",
    "WEEK,  2018-10-08, 1,  2018-10-01",
    "MONTH, 2018-03-01, 1,  2018-02-01",
  })
  void readsWholePeriodsBeforeAPart(Grain grain, LocalDate part, int periods, LocalDate firstRead) {
    assertThat(grain.firstRead(part, periods)).isEqualTo(firstRead);
  }
}
