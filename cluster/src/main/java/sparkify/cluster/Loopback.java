package sparkify.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The only address of the local cluster. */
final class Loopback {
  static final String HOST = "127.0.0.1";
  private static final byte[] BYTES = {127, 0, 0, 1};

  private Loopback() {}

  /** Never ::1, which the daemons do not listen on. */
  static InetAddress address() {
    try {
      return InetAddress.getByAddress(BYTES);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }
}
