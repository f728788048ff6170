package sparkify.cli.notebook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import sparkify.cli.environment.Environment;
import sparkify.cli.yarn.LibraryArchive;

/**
 * The environment variables that describe a lake to Python programs, as {@code lake.py} documents.
 */
record LakeVariables(Environment environment) {
  private static final List<String> JARS = List.of("sparkify-common", "sparkify-lake", "config");

  /**
   * The variables by name.
   *
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
    variables.putAll(environment.services().variables());
    return variables;
  }

  private String jars() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String name : JARS) {
      jars.add(environment.home().ownJar(name).toString());
    }
    return String.join(":", jars);
  }
}
