package sparkify.producer.simulator;

/**
 * A request as it is logged, except for who made it, when, and exactly how many bytes it got.
 *
 * @param begin the request and its status
 * @param bytes the usual size of the answer
 * @param referer the page on which it was made
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Request(byte[] begin, int bytes, byte[] referer) {
  private static final String SITE = "https://www.sparkify.example";

  /** No referer. */
  static final String NOWHERE = "";

  static Request of(String method, String path, int status, int bytes, String refererPath) {
    String referer = refererPath.equals(NOWHERE) ? "-" : SITE + refererPath;
    return new Request(
        Json.bytes("] \"%s %s HTTP/1.1\" %d ".formatted(method, path, status)),
        bytes,
        Json.bytes(" \"%s\" \"".formatted(referer)));
  }

  /** Appends it with the bytes that it really got, up to the agent. */
  void write(long sent, Json line) {
    line.raw(begin).number(sent).raw(referer);
  }
}
