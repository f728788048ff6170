package sparkify.cluster;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import sparkify.common.FreePort;

/** Settings that give every daemon a free port. */
final class FreePorts {
  private FreePorts() {}

  static Map<String, String> settings() {
    Set<String> names = HadoopConfTest.cluster(Map.of()).ports().keySet();
    Iterator<Integer> free = FreePort.distinct(names.size()).iterator();
    Map<String, String> settings = new LinkedHashMap<>();
    names.forEach(name -> settings.put("cluster." + name, free.next().toString()));
    return settings;
  }
}
