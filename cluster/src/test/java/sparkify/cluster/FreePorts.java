package sparkify.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Settings that give every daemon a free port.
 *
 * <p>The ports are below those of outgoing connections, any of which could take one.
 */
final class FreePorts {
  private static final int FROM = 15_000;
  private static final int TO = 32_000;

  private FreePorts() {}

  static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    int port = ThreadLocalRandom.current().nextInt(FROM, TO);
    for (String setting : HadoopConfTest.cluster(Map.of()).ports().keySet()) {
      do {
        port = port + 1 < TO ? port + 1 : FROM;
      } while (!isFree(port));
      settings.put("cluster." + setting, Integer.toString(port));
    }
    return settings;
  }

  private static boolean isFree(int port) {
    try (ServerSocket bound = new ServerSocket(port, 1, Loopback.address())) {
      return bound.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
