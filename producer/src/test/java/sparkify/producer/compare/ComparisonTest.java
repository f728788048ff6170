package sparkify.producer.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkify.producer.compare.EventLines.compare;
import static sparkify.producer.compare.EventLines.row;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;

@Timeout(60)
class ComparisonTest {
  @TempDir private Path folder;

  @Test
  void aFileIsTheSameAsItself() throws IOException {
    Path file = service().in(folder, "a");
    String printed = compare(file, file);
    assertThat(printed).containsPattern("(\\d+) of \\1 distributions close");
    assertThat(printed).containsPattern("(\\d+) of \\1 figures inside");
    assertThat(row(printed, "pages")).startsWith("0.000").hasSize(3);
  }

  @Test
  void anyNumberOfTheSameUsersIsTheSame() throws IOException {
    String printed = compare(alike(10).in(folder, "few"), alike(30).in(folder, "many"));
    assertThat(printed).containsPattern("(\\d+) of \\1 distributions close");
    assertThat(printed).containsPattern("(\\d+) of \\1 figures inside");
  }

  @Test
  void aKnownShiftHasAKnownDistance() throws IOException {
    Path reference =
        new EventLines()
            .rows("1", 1, "a", "b", "c", "Home")
            .rows("2", 2, "a", "b", "c", "Home")
            .in(folder, "a");
    Path ours = new EventLines().rows("1", 1, "a", "Home").in(folder, "b");
    String printed = compare(reference, ours);
    assertThat(row(printed, "pages"))
        .containsExactly("0.250", "0.000", "off", "NextSong", "75.0%", "50.0%");
    assertThat(row(printed, "songs per session, mean"))
        .containsExactly("3.00", "1.00", "3.00 to 3.00", "outside");
    assertThat(row(printed, "artists among 10,000 plays")).startsWith("1.00", "1.00");
    assertThat(row(printed, "songs among 10,000 plays")).startsWith("3.00", "1.00");
  }

  @Test
  void usersWhoDifferWidenTheBand() throws IOException {
    EventLines mixed = new EventLines();
    for (int user = 0; user < 20; user++) {
      mixed.day(0).rows("u" + user, user, user % 2 == 0 ? "x" : "Home");
    }
    EventLines shifted = new EventLines();
    for (int user = 0; user < 20; user++) {
      shifted.day(0).rows("u" + user, user, user < 12 ? "x" : "Home");
    }
    String printed = compare(mixed.in(folder, "a"), shifted.in(folder, "b"));
    // The number of songs is binomial: its share's standard deviation is 0.11.
    assertThat(row(printed, "pages")).startsWith("0.100").contains("close");
    assertThat(Double.parseDouble(row(printed, "pages").get(1))).isBetween(0.15, 0.3);
  }

  @Test
  void aSessionIsAUserAndAnId() throws IOException {
    Path reference = new EventLines().rows("1", 7, "a", "b").rows("2", 8, "a", "b").in(folder, "a");
    Path ours =
        new EventLines()
            .rows("1", 7, "a", "b")
            .rows("2", 7, "a", "b")
            .rows("", 7, "Home")
            .in(folder, "b");
    String printed = compare(reference, ours);
    assertThat(row(printed, "sessions per user, mean")).startsWith("1.00", "1.00");
    assertThat(row(printed, "songs per session, mean")).startsWith("2.00", "2.00");
    assertThat(row(printed, "sessions whose id another user has too"))
        .startsWith("0.00%", "100.00%");
    assertThat(row(printed, "without a user")).startsWith("0.00%", "20.00%");
  }

  @Test
  void theOrderOfRowsDoesNotMatter() throws IOException {
    Path ordered = service().in(folder, "a");
    Path shuffled = service().shuffled().in(folder, "b");
    assertThat(compare(ordered, shuffled)).containsPattern("(\\d+) of \\1 figures inside");
    assertThat(row(compare(ordered, shuffled), "time between sessions, hours")).startsWith("0.000");
  }

  @Test
  void printsTheSameEveryTime() throws IOException {
    Path file = service().in(folder, "a");
    Path other = service().rows("new", 1, "Home").in(folder, "b");
    assertThat(compare(file, other)).isEqualTo(compare(file, other));
  }

  @Test
  void namesThatWereEncodedTwiceAreNames() throws IOException {
    Path right = new EventLines().firstName("José").rows("1", 1, "a", "Home").in(folder, "a");
    Path wrong = new EventLines().firstName("JosÃ©").rows("1", 1, "a", "Home").in(folder, "b");
    String printed = compare(right, wrong);
    assertThat(row(printed, "ours")).startsWith("1", "1", "2").endsWith("0");
    assertThat(row(printed, "pages")).startsWith("0.000");
    assertThat(row(printed, "bytes, mean")).endsWith("outside");
  }

  @Test
  void countsWhatIsNotAnEvent() throws IOException {
    Path file =
        new EventLines()
            .broken("{\"ts\":1")
            .rows("1", 1, "a")
            .broken("{\"page\":\"Home\"}")
            .broken("x".repeat(20_000))
            .in(folder, "a");
    String printed = compare(file, file);
    assertThat(row(printed, "reference")).startsWith("1", "1", "1").endsWith("3");
  }

  @Test
  void countsRepeatsWithinAUserOnly() throws IOException {
    Path file =
        new EventLines()
            .rows("1", 1, "a", "a", "b")
            .rows("1", 2, "a")
            .rows("2", 3, "a")
            .in(folder, "a");
    assertThat(row(compare(file, file), "played by the user before")).startsWith("40.00%");
  }

  @Test
  void seesRowsBeforeTheirRegistration() throws IOException {
    Path file =
        new EventLines()
            .registered(EventLines.START.plus(Duration.ofSeconds(90)))
            .rows("1", 1, "a", "b", "c", "d")
            .in(folder, "a");
    String printed = compare(file, file);
    assertThat(row(printed, "before the account's registration")).startsWith("50.00%");
    assertThat(row(printed, "account age at first event, median days")).startsWith("-0.00");
  }

  @Test
  void findsTheFirstCancellation() throws IOException {
    EventLines lines = new EventLines().rows("1", 1, "a");
    lines.day(3).rows("1", 2, "Cancellation Confirmation");
    lines.day(9).rows("2", 1, "Cancellation Confirmation").rows("3", 1, "a").rows("4", 1, "a");
    Path file = lines.in(folder, "a");
    String printed = compare(file, file);
    assertThat(row(printed, "cancelled")).startsWith("50.00%");
    assertThat(row(printed, "cancelled first, on day")).startsWith("3.38"); // At nine o'clock.
  }

  @Test
  void aWeekdayIsMeasuredByTheDaysThereWere() throws IOException {
    EventLines lines = new EventLines();
    for (int day = 0; day < 13; day++) { // Two Saturdays, but one Sunday.
      lines.day(day).rows("1", day, "a");
    }
    Path file = lines.in(folder, "a");
    String printed = compare(file, file);
    assertThat(row(printed, "rows on a Saturday, of the mean day")).startsWith("100.00%");
    assertThat(row(printed, "rows on a Sunday, of the mean day")).startsWith("100.00%");
    Path monday = new EventLines().rows("1", 1, "a").in(folder, "b");
    assertThat(row(compare(monday, monday), "rows on a Sunday, of the mean day"))
        .startsWith("none");
  }

  @Test
  void saysThatTheReferenceIsShorter() throws IOException {
    Path one = new EventLines().rows("1", 1, "a").in(folder, "a");
    Path two = new EventLines().rows("1", 1, "a").day(4).rows("1", 1, "a").in(folder, "b");
    assertThat(compare(one, two)).contains("fewer days (1) than ours (5)");
    assertThat(compare(two, one)).doesNotContain("fewer days");
  }

  @Test
  void readsWellIn100Columns() throws IOException {
    Path file = service().in(folder, "a");
    Path other = service().rows("new", 1, "Home").in(folder, "b");
    assertThat(compare(file, other).lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void refusesFilesThatHaveNoEvents() throws IOException {
    Path ours = service().in(folder, "ours");
    assertRefused(folder.resolve("missing"), ours, "there is no such file");
    assertRefused(folder, ours, "it is a folder");
    assertRefused(Files.createFile(folder.resolve("empty")), ours, "it is empty");
    assertRefused(
        new EventLines().broken("a,b").broken("1,2").in(folder, "csv"),
        ours,
        "it has no events (2");
    assertRefused(new EventLines().broken("[").in(folder, "array"), ours, "it is a JSON array");
  }

  @Test
  void refusesAFileThatIsCutOff() throws IOException {
    Path plain = service().in(folder, "plain");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(Files.readAllBytes(plain));
    }
    Path whole = Files.write(folder.resolve("whole.gz"), packed.toByteArray());
    assertThat(compare(whole, plain)).contains("whole.gz");
    Path cut =
        Files.write(
            folder.resolve("cut.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    assertRefused(cut, plain, "Unexpected end");
  }

  private static void assertRefused(Path reference, Path ours, String why) {
    assertThatThrownBy(() -> compare(reference, ours))
        .isInstanceOf(OperatorError.class)
        .message()
        .startsWith("Cannot compare with " + reference + ": ")
        .contains(why)
        .hasLineCount(1);
  }

  private static EventLines alike(int users) {
    EventLines lines = new EventLines();
    for (int user = 100; user < 100 + users; user++) {
      lines.day(0).rows("u" + user, user, "x", "x", "Home");
    }
    return lines;
  }

  /** Forty users, none like another, and some rows without a user. */
  private static EventLines service() {
    EventLines lines = new EventLines();
    for (int user = 0; user < 40; user++) {
      String[] songs =
          Stream.iterate(1, n -> n + 1)
              .limit(1 + user % 7)
              .map(n -> "s" + n)
              .toArray(String[]::new);
      lines.day(user % 5).rows("u" + user, user, songs);
      lines.day(5 + user % 4).rows("u" + user, user + 100, songs).rows("", user, "Home");
    }
    return lines.day(9).rows("u1", 300, "Cancellation Confirmation");
  }
}
