package sparkify.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import sparkify.common.FreePort;

/** Settings that give every daemon a free port. */
final class FreePorts {
  private FreePorts() {}

  static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    Set<Integer> taken = new TreeSet<>();
    for (String setting : HadoopConfTest.cluster(Map.of()).ports().keySet()) {
      int port = FreePort.any();
      while (!taken.add(port)) {
        port = FreePort.any();
      }
      settings.put("cluster." + setting, Integer.toString(port));
    }
    return settings;
  }
}
