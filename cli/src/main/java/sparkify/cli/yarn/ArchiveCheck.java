package sparkify.cli.yarn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.UserGroupInformation;
import sparkify.common.OperatorError;
import sparkify.common.Sha256;

/**
 * Checks that an archive on HDFS is what this user uploaded, because applications run whatever is
 * in it.
 *
 * <p>Its bytes are read once. After that, it is enough that HDFS reports the same checksum, which
 * it has at hand.
 *
 * @param verified the local file that remembers that checksum
 */
record ArchiveCheck(FileSystem files, java.nio.file.Path verified) {
  /**
   * Requires that only this user can change the archive, and that its content is the expected one.
   *
   * @param sha256 of the whole archive
   * @throws OperatorError when that is not so
   */
  void require(Path archive, String sha256) throws IOException {
    requireOwn(archive.getParent());
    requireOwn(archive);
    FileChecksum checksum = files.getFileChecksum(archive);
    String seen = archive + " " + sha256 + " " + checksum;
    if (checksum == null || !seen.equals(remembered())) {
      requireContent(archive, sha256);
      Files.writeString(verified, seen);
    }
  }

  /**
   * Requires that only this user can change a file, or what is in a folder.
   *
   * @throws OperatorError when that is not so
   */
  void requireOwn(Path path) throws IOException {
    FileStatus status = files.getFileStatus(path);
    String user = UserGroupInformation.getCurrentUser().getShortUserName();
    if (!status.getOwner().equals(user)) {
      throw refused(
          path,
          "it belongs to %s, not to %s; set yarn.archive-directory to a folder of your own"
              .formatted(status.getOwner(), user));
    }
    FsPermission permission = status.getPermission();
    if (permission.getGroupAction().implies(FsAction.WRITE)
        || permission.getOtherAction().implies(FsAction.WRITE)) {
      throw refused(
          path,
          "others can write to it (%s); delete it, and the next command uploads the libraries again"
              .formatted(permission));
    }
  }

  private void requireContent(Path archive, String sha256) throws IOException {
    String found;
    try (InputStream in = files.open(archive)) {
      found = new Sha256().add(in).hex();
    }
    if (!found.equals(sha256)) {
      throw refused(
          archive,
          "it is not what was uploaded, so it is damaged or somebody changed it; delete it, and the"
              + " next command uploads it again");
    }
  }

  private String remembered() throws IOException {
    return Files.exists(verified) ? Files.readString(verified) : "";
  }

  private static OperatorError refused(Path path, String why) {
    return new OperatorError("Cannot run applications with the libraries in " + path + ": " + why);
  }
}
