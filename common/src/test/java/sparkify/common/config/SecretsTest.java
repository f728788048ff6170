package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.OperatorError;

class SecretsTest {
  @ParameterizedTest
  @CsvSource({
    "spark.executorEnv.AWS_SECRET_ACCESS_KEY, hush",
    "spark.yarn.appMasterEnv.DB_PASSWORD, hush",
    "spark.driver.extraJavaOptions, -Xss2m -Djavax.net.ssl.trustStorePassword=hush",
    "spark.executor.defaultJavaOptions, -Dmy.token=hush",
  })
  void refusedWhereYarnWouldShowThem(String key, String value) {
    assertThatThrownBy(() -> SettingsLoader.load(null, Map.of("yarn.conf." + key, value)))
        .isInstanceOf(OperatorError.class)
        .message()
        .startsWith("Cannot pass the secret ")
        .contains("yarn.conf." + key)
        .doesNotContain("hush")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "spark.executorEnv.HADOOP_TOKEN_FILE_LOCATION, /etc/token",
    "spark.executor.extraJavaOptions, -Djava.security.auth.login.config=jaas.conf",
    "spark.service.password, hush",
  })
  void notConfusedWithWhereTheyAre(String key, String value) {
    assertThat(SettingsLoader.load(null, Map.of("yarn.conf." + key, value)).yarn().conf())
        .containsEntry(key, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.service.password",
        "spark.PASSWD",
        "spark.hadoop.fs.s3a.secret.key",
        "spark.hadoop.fs.s3a.access.key",
        "spark.x.jaas.config",
        "spark.accessKeyId"
      })
  void maskedBySparkToo(String key) {
    assertThat(Pattern.compile(Secrets.SPARK_REDACTION).matcher(key).find()).isTrue();
  }

  @Test
  void doNotHideOrdinarySettingsOfSpark() {
    assertThat(Pattern.compile(Secrets.SPARK_REDACTION).matcher("spark.app.name").find()).isFalse();
  }
}
