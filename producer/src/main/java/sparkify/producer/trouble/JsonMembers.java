package sparkify.producer.trouble;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where the members of a JSON object are in its bytes. */
final class JsonMembers {
  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] line;
  private final List<Member> members = new ArrayList<>();

  /** A name from {@code begin}, and a value from {@code value} to {@code end}. */
  record Member(String name, int begin, int value, int end) {}

  /** The members of a line that is a JSON object. */
  JsonMembers(byte[] line) {
    this.line = line;
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        int begin = (int) json.currentTokenLocation().getByteOffset();
        json.nextToken();
        int value = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        json.finishToken();
        members.add(new Member(name, begin, value, (int) json.currentLocation().getByteOffset()));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getMessage(), e);
    }
  }

  List<Member> all() {
    return members;
  }

  /** The bytes of a member's value. */
  String value(Member member) {
    return new String(line, member.value(), member.end() - member.value(), StandardCharsets.UTF_8);
  }

  /** The line without a member and the comma that belongs to it. */
  byte[] without(Member member) {
    int place = members.indexOf(member);
    boolean last = place == members.size() - 1;
    int from = last && place > 0 ? members.get(place - 1).end() : member.begin();
    int until = last ? member.end() : members.get(place + 1).begin();
    return Bytes.replaced(line, from, until, "");
  }

  /** The line with another value of a member. */
  byte[] with(Member member, String value) {
    return Bytes.replaced(line, member.value(), member.end(), value);
  }

  /** The line with another member at its end. */
  byte[] plus(String member) {
    int end = Bytes.lastIndexOf(line, '}');
    return Bytes.replaced(line, end, end, members.isEmpty() ? member : "," + member);
  }
}
