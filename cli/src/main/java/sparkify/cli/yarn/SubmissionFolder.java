package sparkify.cli.yarn;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.FileTree;

/**
 * A temporary folder for the files of one submission, secrets among them: nobody else can read it,
 * and it does not outlive the command.
 *
 * <p>It is deleted when it is closed and when the JVM is asked to end. What a killed command left
 * behind is deleted by the next one.
 */
final class SubmissionFolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SubmissionFolder.class);
  private static final String PREFIX = "sparkify-submit-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,9})-.*");

  private final Path path;

  private SubmissionFolder(Path path) {
    this.path = path;
  }

  /** Creates a folder within {@code parent}, and deletes those that killed commands left there. */
  static SubmissionFolder create(Path parent) throws IOException {
    Path path =
        Files.createTempDirectory(
            parent,
            PREFIX + ProcessHandle.current().pid() + "-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    SubmissionFolder folder = new SubmissionFolder(path);
    Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "delete " + path));
    deleteAbandoned(parent, Files.getOwner(path));
    return folder;
  }

  Path path() {
    return path;
  }

  @Override
  public synchronized void close() {
    FileTree.delete(path);
  }

  private static void deleteAbandoned(Path parent, UserPrincipal owner) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          delete(folder, owner);
        }
      }
    }
  }

  private static void delete(Path folder, UserPrincipal owner) {
    try {
      if (Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
        FileTree.delete(folder);
      }
    } catch (IOException | RuntimeException e) {
      log.warn("Cannot delete {}, which a killed command left behind: {}", folder, e.toString());
    }
  }
}
