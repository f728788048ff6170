package sparkify.analytics.table;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;

/** Folders of SQL files. */
public final class SqlFolder {
  private static final String SUFFIX = ".sql";

  private SqlFolder() {}

  /**
   * Reads the SQL files of all {@code folders}, in order of name. They may use the views in the
   * folders {@code views} of any of them.
   *
   * @throws OperatorError when a folder or file cannot be read or used, or two files have a table
   *     or a view of the same name
   */
  public static List<SqlFile> read(List<Path> folders) {
    SqlView[] views =
        folders.stream()
            .map(folder -> folder.resolve("views"))
            .filter(Files::isDirectory)
            .flatMap(folder -> paths(folder).stream())
            .map(path -> SqlView.parse(path.toString(), name(path), text(path)))
            .toArray(SqlView[]::new);
    requireDistinctViews(views);
    List<SqlFile> files = new ArrayList<>();
    for (Path folder : folders) {
      for (Path path : paths(folder)) {
        files.add(SqlFile.parse(path.toString(), name(path), text(path), views));
      }
    }
    requireDistinct(files);
    return files;
  }

  private static List<Path> paths(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new OperatorError(
          "Cannot read the SQL files in %s: there is no such folder (analytics.sql)"
              .formatted(folder));
    }
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      found.forEach(paths::add);
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot read the SQL files in %s: %s".formatted(folder, RootCause.message(e)), e);
    }
    Collections.sort(paths);
    return paths;
  }

  private static String name(Path path) {
    String file = String.valueOf(path.getFileName());
    return file.substring(0, file.length() - SUFFIX.length());
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw new OperatorError("Cannot use %s: it is not in UTF-8".formatted(path), e);
    } catch (IOException e) {
      throw new OperatorError("Cannot read %s: %s".formatted(path, RootCause.message(e)), e);
    }
  }

  private static void requireDistinctViews(SqlView... views) {
    Map<String, SqlView> names = new TreeMap<>();
    for (SqlView view : views) {
      SqlView other = names.putIfAbsent(view.name(), view);
      if (other != null) {
        throw new OperatorError(
            "Cannot use %s: there is a view of that name in %s, too; rename one of the files"
                .formatted(view.path(), other.path()));
      }
    }
  }

  private static void requireDistinct(List<SqlFile> files) {
    Map<String, SqlFile> tables = new TreeMap<>();
    for (SqlFile file : files) {
      for (Table table : file.tables()) {
        SqlFile other = tables.putIfAbsent(table.name(), file);
        if (other != null) {
          throw new OperatorError(
              "Cannot use %s: its table %s is also that of %s; rename one of the files"
                  .formatted(file.path(), table.name(), other.path()));
        }
      }
    }
  }
}
