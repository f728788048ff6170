package sparkify.common.feed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes lines that are nearly events: with something replaced, taken out, doubled or put in. */
final class NearlyJson {
  private static final List<String> SEEDS =
      List.of(
          "{\"ts\":1538352117000,\"userId\":\"30\",\"sessionId\":29,\"page\":\"NextSong\",\"length\":277.89016}",
          "{\"page\":\"é😀\\ud83d\\ude00\\n\",\"ts\":-1,\"status\":200,\"itemInSession\":0}",
          "{\"ts\":1,\"new\":{\"a\":[1,2.50,-0,1e400,null,\"x\"],\"b\":{}},\"length\":3,\"artist\":null}",
          "{\"ts\":1538352117000,\"userId\":\"30\",\"status\":200,\"length\":277.89016}",
          "{\"userAgent\":\"\\\"Mozilla\\/5.0 (X11; Linux)\\\"\",\"ts\":-1,\"a\":null,\"b\":true}",
          "{ \"page\" :\"é😀\\ud83d\\ude00\\n\",\"ts\": 15 ,\"status\":-2.5e-7}",
          "{\"new\":{\"ts\":[1,2.50,-0,null,\"x\"]},\"ts\":1.5e3,\"c\":false}\r");

  private static final List<String> PARTS =
      List.of(
          "\"ts\":",
          "ts",
          "1",
          "0",
          "null",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u",
          "d83d",
          "\\ud83d",
          "e99",
          "\\u0074",
          "\0",
          "999999999",
          "e9",
          ".5",
          ".0",
          "-",
          "+",
          "true",
          "\"page\":\"x\"",
          "\"userId\":",
          "userId",
          "\"87\"",
          "87.0",
          "é",
          "\uFEFF",
          " ",
          "\t",
          "\n",
          "\u007f",
          "\u001f");

  private NearlyJson() {}

  static byte[] line(Random random) {
    byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes = mutatedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutatedOnce(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
    return switch (random.nextInt(5)) {
      case 0 -> replaced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> replaced(bytes, at, to, new byte[0]);
      case 2 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 3 -> replaced(bytes, at, to, part(random));
      default -> replaced(bytes, at, at, part(random));
    };
  }

  private static byte[] part(Random random) {
    return PARTS.get(random.nextInt(PARTS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    byte[] result = new byte[bytes.length - (to - from) + by.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
    return result;
  }
}
