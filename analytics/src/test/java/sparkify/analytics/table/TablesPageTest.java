package sparkify.analytics.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesPageTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

  @Test
  void thePageInDocsIsOfTheFilesAsTheyAre() throws IOException {
    Path page = MODULE.resolve("../docs/tables.md").normalize();
    String current = TablesPage.text(SqlFolder.read(List.of(MODULE.resolve("sql"))));
    assertThat(Files.readString(page))
        .as("update it: ./deploy.sh analyze --list > docs/tables.md")
        .isEqualTo(current);
  }
}
