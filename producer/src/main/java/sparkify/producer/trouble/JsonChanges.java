package sparkify.producer.trouble;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.Column;
import sparkify.common.feed.Schema;
import sparkify.producer.trouble.JsonMembers.Member;

/** Changes to lines that are JSON objects with the columns of a schema. */
final class JsonChanges {
  private static final String TEXT = "\"abc\"";

  private final Schema schema;

  private JsonChanges(Schema schema) {
    this.schema = schema;
  }

  static Map<TroubleKind, Change> all(Schema schema) {
    JsonChanges changes = new JsonChanges(schema);
    return Map.of(
        TroubleKind.MALFORMED, JsonChanges::malformed,
        TroubleKind.MISSING_FIELD, changes::missingField,
        TroubleKind.WRONG_TYPE, changes::wrongType,
        TroubleKind.UNKNOWN_FIELD, JsonChanges::unknownField,
        TroubleKind.HUGE, JsonChanges::huge);
  }

  /** Cuts the line before its last brace. */
  private static Change.Changed malformed(byte[] line, RandomGenerator random) {
    int first = Bytes.indexOf(line, '{', 0) + 1;
    int cut = random.nextInt(first, Bytes.lastIndexOf(line, '}') + 1);
    // Not within a character, nor a number, of which the beginning may be a number of another type.
    while (cut > first && (isWithinCharacter(line[cut]) || isOfNumber(line[cut - 1]))) {
      cut--;
    }
    return new Change.Changed(
        Arrays.copyOf(line, cut),
        "cut after %d of %d bytes".formatted(cut, line.length),
        "not-json");
  }

  private static boolean isWithinCharacter(byte one) {
    return (one & 0xc0) == 0x80;
  }

  private static boolean isOfNumber(byte one) {
    return (one >= '0' && one <= '9')
        || one == '.'
        || one == '-'
        || one == '+'
        || one == 'e'
        || one == 'E';
  }

  private Change.@Nullable Changed missingField(byte[] line, RandomGenerator random) {
    JsonMembers members = new JsonMembers(line);
    Member member = any(members, Column::required, random);
    return member == null
        ? null
        : new Change.Changed(
            members.without(member), "took out " + member.name(), "missing-" + member.name());
  }

  private Change.@Nullable Changed wrongType(byte[] line, RandomGenerator random) {
    JsonMembers members = new JsonMembers(line);
    Member member = any(members, column -> column.type() != Column.Type.TEXT, random);
    return member == null
        ? null
        : new Change.Changed(
            members.with(member, TEXT),
            "%s is %s instead of %s".formatted(member.name(), TEXT, members.value(member)),
            "wrong-type");
  }

  private static Change.@Nullable Changed unknownField(byte[] line, RandomGenerator random) {
    String name = unknownName(random);
    return has(line, name)
        ? null
        : new Change.Changed(
            new JsonMembers(line).plus("\"" + name + "\":" + random.nextInt(1_000)),
            "added " + name,
            null);
  }

  private static Change.@Nullable Changed huge(byte[] line, RandomGenerator random) {
    String name = unknownName(random);
    int padding = Change.HUGE_BYTES - line.length - (",\"\":\"\"".length() + name.length());
    return padding < 0 || has(line, name)
        ? null
        : new Change.Changed(
            new JsonMembers(line).plus("\"%s\":\"%s\"".formatted(name, "x".repeat(padding))),
            "added %s, which makes it %d bytes".formatted(name, Change.HUGE_BYTES),
            null);
  }

  private static String unknownName(RandomGenerator random) {
    return "injected_%08x".formatted(random.nextInt());
  }

  /** Whether an earlier run may have added the same field already. */
  private static boolean has(byte[] line, String name) {
    return new String(line, StandardCharsets.ISO_8859_1).contains(name);
  }

  /** One of the members whose column is so. */
  private @Nullable Member any(
      JsonMembers members, Predicate<Column> wanted, RandomGenerator random) {
    List<Member> found =
        members.all().stream()
            .filter(
                member -> {
                  int column = schema.indexOf(member.name());
                  return column >= 0 && wanted.test(schema.columns().get(column));
                })
            .toList();
    return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
  }
}
