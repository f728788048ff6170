package sparkify.cli.notebook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Services;
import sparkify.cli.yarn.LibraryArchive;

/** What programs of an analyst are told about a lake: the names that {@code lake.py} documents. */
record LakeVariables(Environment environment) {
  private static final List<String> JARS = List.of("sparkify-common", "sparkify-lake", "config");

  /**
   * @param lake full address of the lake's folder
   */
  Map<String, String> of(Path lake) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("SPARKIFY_LAKE", lake.toString());
    variables.put("SPARKIFY_JARS", jars());
    new LibraryArchive(environment.home().libraries())
        .find(
            FileSystem.get(environment.configuration()),
            environment.settings().yarn().archiveDirectory())
        .ifPresent(archive -> variables.put("SPARKIFY_ARCHIVE", archive));
    String hadoop = environment.services().hadoopConf().toString();
    variables.put("HADOOP_CONF_DIR", hadoop);
    variables.put("YARN_CONF_DIR", hadoop);
    if (Services.areLocal()) {
      variables.put("SPARK_LOCAL_IP", "127.0.0.1");
      variables.put("SPARK_LOCAL_HOSTNAME", "localhost");
    }
    return variables;
  }

  private String jars() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String name : JARS) {
      jars.add(environment.home().program(name).toString());
    }
    return jars.stream().collect(Collectors.joining(":"));
  }
}
