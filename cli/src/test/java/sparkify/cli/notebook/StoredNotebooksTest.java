package sparkify.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Notebooks are committed with the feeds that they need, and without results, which belong to a
 * lake and not to the code.
 */
final class StoredNotebooksTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("sparkify.home", "..")).resolve("notebooks");

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void haveNoResults(Path notebook) throws IOException {
    for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).path("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        assertThat(cell.path("outputs")).as("outputs of %s", cell).isEmpty();
        assertThat(cell.path("execution_count").isNull()).as("never run: %s", cell).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void nameTheFeedsTheyNeed(Path notebook) throws IOException {
    assertThat(Notebook.read(notebook).feeds()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void containNoHomeFolder(Path notebook) throws IOException {
    assertThat(Files.readString(notebook)).doesNotContainPattern("/(home|root|Users)/\\w");
  }
}
