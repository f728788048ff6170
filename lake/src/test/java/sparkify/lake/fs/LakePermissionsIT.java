package sparkify.lake.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.PrivilegedExceptionAction;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;

@Timeout(120)
class LakePermissionsIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @BeforeAll
  static void letEverybodyCreateLakes() throws Exception {
    FileSystem files = hdfs.cluster().getFileSystem();
    files.mkdirs(new Path("/lakes"));
    files.setPermission(new Path("/lakes"), new FsPermission("777"));
  }

  @ParameterizedTest
  @CsvSource({"touch", "mkdirs", "write"})
  void whateverIsCreatedFirstIsForOwnerAndGroup(String first) throws Exception {
    LakeFileSystem files = LakeFileSystem.open(settings(first, Map.of()), hdfs.configuration());
    Path path = files.at("a/b/c");
    switch (first) {
      case "touch" -> files.touch(path);
      case "mkdirs" -> files.mkdirs(path);
      default -> files.writeDurably(path, new byte[1]);
    }
    files.create(files.at("a/d/e")).close();
    files.createDurably(files.at("a/f")).close();
    files.sync(files.at("a/f"));
    assertThat(hdfs.permissions("/lakes/" + first)).containsExactly("-rw-r-----", "drwxr-x---");
  }

  @Test
  void theUmaskIsThatOfTheSettings() throws Exception {
    Settings settings = settings("own", Map.of("lake.umask", "077"));
    Configuration configuration = hdfs.configuration();
    configuration.setBoolean("fs.hdfs.impl.disable.cache", true); // A cached client has its own.
    LakeFileSystem files = LakeFileSystem.open(settings, configuration);
    files.touch(files.at("a/b"));
    assertThat(hdfs.permissions("/lakes/own")).containsExactly("-rw-------", "drwx------");
  }

  @Test
  void aLakeThatExistsKeepsItsPermissions() throws Exception {
    hdfs.cluster().getFileSystem().mkdirs(new Path("/lakes/old/events"));
    Settings settings = settings("old", Map.of("lake.group", "analysts"));
    LakeFileSystem files = LakeFileSystem.open(settings, hdfs.configuration());
    files.writeDurably(files.at("events/a"), new byte[1]);
    assertThat(hdfs.permissions("/lakes/old")).containsExactly("-rw-r-----", "drwxr-xr-x");
    assertThat(group(files, "events/a")).isNotEqualTo("analysts");
  }

  @Test
  void everythingInANewLakeHasItsGroup() throws Exception {
    Settings settings = settings("shared", Map.of("lake.group", "analysts"));
    LakeFileSystem files = LakeFileSystem.open(settings, hdfs.configuration());
    files.touch(files.at("a/b"));
    assertThat(group(files, "")).isEqualTo("analysts");
    assertThat(group(files, "a/b")).isEqualTo("analysts");
  }

  @Test
  void aGroupThatOneIsNotInIsRefusedEveryTime() throws Exception {
    Settings settings = settings("refused", Map.of("lake.group", "analysts"));
    UserGroupInformation somebody =
        UserGroupInformation.createUserForTesting("somebody", new String[] {"others"});
    for (int attempt = 0; attempt < 2; attempt++) {
      PrivilegedExceptionAction<Object> opening =
          () -> {
            LakeFileSystem files = LakeFileSystem.open(settings, hdfs.configuration());
            files.mkdirs(files.at("events"));
            return files;
          };
      assertThatThrownBy(() -> somebody.doAs(opening))
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining("lake.group")
          .hasMessageContaining("'analysts'")
          .message()
          .hasLineCount(1);
    }
  }

  private static String group(LakeFileSystem files, String path) throws Exception {
    Path at = path.isEmpty() ? files.root() : files.at(path);
    return files.fileSystem().getFileStatus(at).getGroup();
  }

  private static Settings settings(String dataset, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("dataset", dataset);
    all.put("lake.base", hdfs.uri() + "/lakes");
    return SettingsLoader.load(null, all);
  }
}
