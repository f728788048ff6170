package sparkify.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings that move every daemon to a port that nobody listens on. */
final class FreePorts {
  private FreePorts() {}

  static Map<String, String> settings() throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    Deque<ServerSocket> open = new ArrayDeque<>();
    // All open at once, so that none is given twice.
    for (String setting : HadoopConfTest.cluster(Map.of()).ports().keySet()) {
      open.push(new ServerSocket(0, 1, Loopback.address()));
      settings.put("cluster." + setting, Integer.toString(open.element().getLocalPort()));
    }
    while (!open.isEmpty()) {
      open.pop().close();
    }
    return settings;
  }
}
