package sparkify.producer.line;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;

/** Finds the files that an argument means: a file, all files below a folder, or a pattern's. */
public final class InputFiles extends SimpleFileVisitor<Path> {
  private static final String WILDCARDS = "*?[{";

  private final Path root;
  private final PathMatcher wanted;
  private final List<Path> found = new ArrayList<>();

  private InputFiles(Path root, PathMatcher wanted) {
    this.root = root;
    this.wanted = wanted;
  }

  /**
   * The files in the order of their paths.
   *
   * <p>In folders, names that begin with a dot or an underscore are skipped; links are followed.
   *
   * @throws OperatorError if there is none, or a folder cannot be read
   */
  public static List<Path> of(String argument) {
    Path path = Path.of(argument);
    if (Files.isDirectory(path)) {
      return found(argument, new InputFiles(path, file -> true), Integer.MAX_VALUE);
    }
    if (Files.exists(path) || !isPattern(argument)) {
      return List.of(path);
    }
    String pattern = argument.replaceAll("/+", "/");
    String folder = pattern.substring(0, rootLength(pattern));
    return found(argument, new InputFiles(Path.of(folder), matcher(pattern)), depth(pattern));
  }

  /** Whether the argument names one file, whatever is added later. */
  public static boolean isOneFile(String argument) {
    Path path = Path.of(argument);
    return !Files.isDirectory(path) && (Files.exists(path) || !isPattern(argument));
  }

  /** Whether the argument has wildcards. */
  private static boolean isPattern(String argument) {
    return firstWildcard(argument) < argument.length();
  }

  private static int firstWildcard(String pattern) {
    int at = 0;
    while (at < pattern.length() && WILDCARDS.indexOf(pattern.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** The length of the part that names the folder in which the pattern begins. */
  private static int rootLength(String pattern) {
    return pattern.lastIndexOf('/', firstWildcard(pattern)) + 1;
  }

  /** How many folders deep the pattern can reach, so that no others are searched. */
  private static int depth(String pattern) {
    String rest = pattern.substring(rootLength(pattern));
    return rest.contains("**")
        ? Integer.MAX_VALUE
        : 1 + Math.toIntExact(rest.chars().filter(c -> c == '/').count());
  }

  /** As in a shell, a pattern's folders may be none; braces cannot be nested to say so. */
  private static PathMatcher matcher(String pattern) {
    String any = pattern.contains("{") ? pattern : pattern.replace("**/", "{**/,}");
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + any);
    } catch (PatternSyntaxException e) {
      throw new OperatorError(
          "Cannot replay %s: it is not a pattern: %s".formatted(pattern, e.getDescription()), e);
    }
  }

  private static List<Path> found(String argument, InputFiles search, int depth) {
    try {
      Files.walkFileTree(search.root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, search);
    } catch (AccessDeniedException e) {
      throw new OperatorError("Cannot replay " + e.getFile() + ": this user may not read it", e);
    } catch (IOException e) {
      throw new OperatorError("Cannot replay " + argument + ": " + e, e);
    }
    if (search.found.isEmpty()) {
      throw new OperatorError(
          "Cannot replay %s: there is no such file (names that begin with . or _ are skipped)"
              .formatted(argument));
    }
    Collections.sort(search.found);
    return search.found;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return folder.equals(root) || !isHidden(folder)
        ? FileVisitResult.CONTINUE
        : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && !isHidden(file) && wanted.matches(file)) {
      found.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof FileSystemLoopException || (file.equals(root) && !Files.exists(root))) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  private static boolean isHidden(Path path) {
    @Nullable Path name = path.getFileName();
    return name != null && (name.toString().startsWith(".") || name.toString().startsWith("_"));
  }
}
