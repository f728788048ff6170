package sparkify.bench.process;

import java.util.ArrayList;
import java.util.List;

/**
 * A Java program that is run with the Java of this process.
 *
 * @param options of the JVM
 * @param main its main class
 */
public record JavaProgram(
    List<String> options, String classPath, String main, List<String> arguments) {
  public JavaProgram {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    return command;
  }
}
