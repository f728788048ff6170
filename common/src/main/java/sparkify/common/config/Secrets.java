package sparkify.common.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparkify.common.OperatorError;

/** Which settings are secrets, by their names. */
public final class Secrets {
  private static final String NAMES = "passw|secret|token|credential|jaas|key\"?$";
  private static final Pattern SECRET = Pattern.compile(NAMES, Pattern.CASE_INSENSITIVE);

  /** Names of places where a secret is, which are none themselves. */
  private static final Pattern PLACE =
      Pattern.compile("(file|path|dir|location|ur[il])$", Pattern.CASE_INSENSITIVE);

  private static final Pattern ENVIRONMENT =
      Pattern.compile("spark\\.(executorEnv|yarn\\.appMasterEnv)\\..+");
  private static final Pattern PROPERTY = Pattern.compile("-D([^=\\s]+)=");

  /**
   * What Spark masks in its logs and on its pages: names that are secrets here, and Spark's own.
   */
  public static final String SPARK_REDACTION = "(?i)" + NAMES + "|access[.]?key";

  private Secrets() {}

  /** Whether the value of {@code key} is never printed. */
  public static boolean isSecret(String key) {
    return SECRET.matcher(key).find();
  }

  /** Whether {@code key} may be set in files only; a secret's place may be set anywhere. */
  public static boolean isForFilesOnly(String key) {
    return isSecret(key) && !PLACE.matcher(key).find();
  }

  /**
   * Requires that YARN shows none of {@code spark}: environment variables and options of JVMs are
   * in the launch scripts of containers, which are among their logs.
   *
   * @param spark Spark settings
   * @param block where they are in app.conf
   */
  static void requireHidden(Map<String, String> spark, String block) {
    spark.forEach(
        (key, value) -> {
          if (ENVIRONMENT.matcher(key).matches()) {
            requireHidden(key, block + "." + key, "environment variables");
          } else if (key.endsWith("JavaOptions")) {
            for (Matcher m = PROPERTY.matcher(value); m.find(); ) {
              requireHidden(m.group(1), block + "." + key, "JVM options");
            }
          }
        });
  }

  private static void requireHidden(String name, String setting, String what) {
    if (isForFilesOnly(name)) {
      throw new OperatorError(
          "Cannot pass the secret %s in %s: YARN shows %s of containers to everybody; put it into a file, and pass the file's path"
              .formatted(name, setting, what));
    }
  }
}
