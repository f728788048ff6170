package sparkify.cli.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Locale;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;
import sparkify.lake.fs.EmbeddedHdfs;

@Timeout(120)
class LibraryArchiveIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @TempDir Path checkout = Path.of(".");
  private Reads files = new Reads();
  private String directory = "";

  /** An HDFS client that counts how often a file is opened for reading. */
  private static final class Reads extends FilterFileSystem {
    private int opened;

    Reads() {}

    Reads(FileSystem files) {
      super(files);
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int buffer) throws IOException {
      opened++;
      return super.open(path, buffer);
    }
  }

  @BeforeEach
  void makeLibraries(TestInfo test) throws Exception {
    files = new Reads(FileSystem.get(hdfs.configuration()));
    directory = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    makeLibraries("mine");
  }

  @Test
  void isInTheHomeFolderForItsUserOnly() throws Exception {
    FileStatus archive = files.getFileStatus(ensure("mine"));
    assertThat(archive.getPath().getParent().getParent()).isEqualTo(files.getHomeDirectory());
    assertThat(archive.getPermission()).hasToString("rw-------");
    assertThat(files.getFileStatus(archive.getPath().getParent()).getPermission())
        .hasToString("rwx------");
  }

  @Test
  void isUploadedOnceAndReadOnce() throws Exception {
    long uploaded = files.getFileStatus(ensure("mine")).getModificationTime();
    int opened = files.opened;
    org.apache.hadoop.fs.Path again = ensure("mine");
    assertThat(files.getFileStatus(again).getModificationTime()).isEqualTo(uploaded);
    assertThat(files.opened).isEqualTo(opened);
    assertThat(libraries("mine").find(files, directory)).contains(again.toString());
  }

  @Test
  void isUsedByAnotherCheckoutOnceItHasReadIt() throws Exception {
    org.apache.hadoop.fs.Path first = ensure("mine");
    int opened = files.opened;
    makeLibraries("other");
    assertThat(ensure("other")).isEqualTo(first);
    assertThat(files.opened).isEqualTo(opened + 1);
  }

  @Test
  void otherLibrariesAreAnotherArchive() throws Exception {
    org.apache.hadoop.fs.Path first = ensure("mine");
    makeLibraries("other");
    Files.writeString(checkout.resolve("other/lib/b.jar"), "more");
    assertThat(ensure("other")).isNotEqualTo(first);
  }

  @Test
  void isRefusedWithOtherContentOfTheSameLength() throws Exception {
    org.apache.hadoop.fs.Path archive = ensure("mine");
    int length = (int) files.getFileStatus(archive).getLen();
    try (FSDataOutputStream out = files.create(archive, true)) {
      out.write(new byte[length]);
    }
    assertRefused("it is not what was uploaded");
  }

  @Test
  void isRefusedIfItBelongsToSomebodyElse() throws Exception {
    files.setOwner(ensure("mine"), "mallory", null);
    assertRefused("it belongs to mallory, not to ");
  }

  @Test
  void isRefusedIfOthersCanWriteToIt() throws Exception {
    files.setPermission(ensure("mine"), new FsPermission("620"));
    assertRefused("others can write to it (rw--w----)");
  }

  @Test
  void isNotUploadedToTheFolderOfSomebodyElse() throws Exception {
    var folder = new org.apache.hadoop.fs.Path(files.getHomeDirectory(), directory);
    files.mkdirs(folder, new FsPermission("777"));
    files.setPermission(folder, new FsPermission("777"));
    assertRefused("others can write to it (rwxrwxrwx)");
    files.setOwner(folder, "mallory", null);
    assertRefused("it belongs to mallory, not to ");
    assertThat(files.listStatus(folder)).isEmpty();
  }

  @Test
  void aUserWithoutAHomeFolderIsToldWhichSettingToChange() {
    var homeless = UserGroupInformation.createUserForTesting("homeless", new String[] {"others"});
    PrivilegedExceptionAction<String> upload =
        () -> libraries("mine").ensure(FileSystem.get(hdfs.configuration()), directory);
    assertThatThrownBy(() -> homeless.doAs(upload))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot upload the libraries to hdfs://")
        .hasMessageContaining("Permission denied: user=homeless")
        .hasMessageContaining("yarn.archive-directory")
        .message()
        .hasLineCount(1);
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> ensure("mine"))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot run applications with the libraries in hdfs://")
        .hasMessageContaining(why);
  }

  private org.apache.hadoop.fs.Path ensure(String name) throws IOException {
    return new org.apache.hadoop.fs.Path(libraries(name).ensure(files, directory));
  }

  private LibraryArchive libraries(String name) {
    return new LibraryArchive(checkout.resolve(name).resolve("lib"));
  }

  private void makeLibraries(String name) throws IOException {
    Path folder = Files.createDirectories(checkout.resolve(name).resolve("lib"));
    Files.write(folder.resolve("a.jar"), "a jar".getBytes(StandardCharsets.UTF_8));
    Files.writeString(folder.resolve("sparkify-lake-1.jar"), name);
  }
}
