package sparkify.producer.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import sparkify.common.event.Events;
import sparkify.common.feed.JsonRowParser;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;

/** Reads an input once, a line at a time, into a profile. */
final class ProfileReader {
  private static final RowParser PARSER = new JsonRowParser(Events.SCHEMA);

  private final Vocabulary vocabulary;
  private final Map<String, Tally> users = new LinkedHashMap<>();
  private final Map<Long, Tally> nobody = new TreeMap<>();
  private long malformed;

  private ProfileReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  static Profile read(LineInput input, Vocabulary vocabulary) throws IOException {
    ProfileReader reader = new ProfileReader(vocabulary);
    try (LineSource lines = input.open()) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        reader.add(line);
      }
    }
    return new Profile(
        input.name(),
        new ArrayList<>(reader.users.values()),
        new ArrayList<>(reader.nobody.values()),
        reader.malformed,
        vocabulary);
  }

  private void add(byte[] line) {
    if (PARSER.parse(line, 0) instanceof Parsed.Row row) {
      Event event = new Event(row, line.length);
      tally(event).add(event);
    } else {
      malformed++;
    }
  }

  private Tally tally(Event event) {
    return event.user().isEmpty()
        ? nobody.computeIfAbsent(event.day(), day -> Tally.ofNobody(vocabulary))
        : users.computeIfAbsent(event.user(), user -> Tally.ofUser(vocabulary));
  }
}
