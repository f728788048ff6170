package sparkify.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A port on the loopback address that a test's server can listen on. */
public final class FreePort {
  private FreePort() {}

  /**
   * A port that is free now. It is below those that the system gives to outgoing connections, any
   * of which could take it before the server listens, or while it is stopped.
   */
  public static int any() {
    return ThreadLocalRandom.current()
        .ints(10_000, 32_000)
        .filter(FreePort::isFree)
        .findFirst()
        .orElseThrow();
  }

  /** As many ports as asked for, each of them different. */
  public static List<Integer> distinct(int count) {
    return IntStream.generate(FreePort::any).distinct().limit(count).boxed().toList();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot find a free port", e);
    }
  }
}
