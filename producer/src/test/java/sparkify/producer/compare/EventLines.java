package sparkify.producer.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import sparkify.producer.line.FileInput;

/** The lines of a small service, and what their comparison prints. */
final class EventLines {
  static final Instant START = Instant.parse("2018-10-01T09:00:00Z"); // A Monday.
  private static final long DAY_MS = 86_400_000;
  private static final int LONGEST = 10_000;

  private final List<String> lines = new ArrayList<>();
  private String firstName = "Ada";
  private long registration = START.toEpochMilli() - 10 * DAY_MS;
  private long clock = START.toEpochMilli();

  /** The name of the users whose rows are added from here on. */
  EventLines firstName(String name) {
    firstName = name;
    return this;
  }

  /** Registers the users whose rows are added from here on. */
  EventLines registered(Instant at) {
    registration = at.toEpochMilli();
    return this;
  }

  /** Starts a day; each row is a minute after the one before. */
  EventLines day(int day) {
    clock = START.toEpochMilli() + day * DAY_MS;
    return this;
  }

  /** Rows of a user; what is not a page of the service is the title of a song that is played. */
  EventLines rows(String user, int session, String... pagesOrSongs) {
    for (String what : pagesOrSongs) {
      boolean page = List.of("Home", "Logout", "Cancellation Confirmation").contains(what);
      lines.add(
          """
          {"ts":%d,"userId":"%s","sessionId":%d,"page":"%s","auth":"%s","method":"PUT",\
          "status":200,"level":"paid","firstName":"%s","registration":%d,"gender":"F",\
          "location":"Boise, ID","userAgent":"agent"%s}"""
              .formatted(
                  clock,
                  user,
                  session,
                  page ? what : "NextSong",
                  user.isEmpty() ? "Logged Out" : "Logged In",
                  firstName,
                  registration,
                  page ? "" : ",\"artist\":\"A\",\"song\":\"" + what + "\",\"length\":200.5"));
      clock += 60_000;
    }
    return this;
  }

  EventLines broken(String line) {
    lines.add(line);
    return this;
  }

  EventLines shuffled() {
    Collections.shuffle(lines, new Random(1));
    return this;
  }

  Path in(Path folder, String name) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  /** Prints the comparison of two files. */
  static String compare(Path reference, Path ours) throws IOException {
    StringWriter text = new StringWriter();
    Comparison.of(reference, LONGEST, new FileInput(ours, LONGEST)).print(new PrintWriter(text));
    return text.toString();
  }

  /** The cells of the row that begins with {@code name}. */
  static List<String> row(String printed, String name) {
    String row =
        printed
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith(name + "  "))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No row " + name + " in:\n" + printed));
    return Arrays.stream(row.substring(name.length()).strip().split(" {2,}")).toList();
  }
}
