package sparkify.model.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import sparkify.common.config.ModelSettings;

/**
 * The name of a model, made from all that decides what it is: {@code s<snapshot>-<hash>}. What
 * would be the same model has the same name, and need not be made again.
 */
public final class ModelVersion {
  private static final int DIGITS = 8;

  private ModelVersion() {}

  /**
   * The version that these make.
   *
   * @param snapshot commit of the lake that is read
   * @param code version of this software
   */
  public static String of(long snapshot, ModelSettings settings, String code) {
    String origin = "%d\n%s\n%d\n%s".formatted(snapshot, code, settings.seed(), shaping(settings));
    return "s" + snapshot + "-" + sha256(origin).substring(0, DIGITS);
  }

  /** The settings that shape a model, beside its seed; how much memory it gets does not. */
  public static Map<String, String> shaping(ModelSettings settings) {
    Map<String, String> shaping = new TreeMap<>();
    shaping.put("horizon", settings.horizon().toString());
    shaping.put("cutoffs.every", settings.cutoffs().every().toString());
    shaping.put("cutoffs.test", Integer.toString(settings.cutoffs().test()));
    shaping.put("cutoffs.train", Integer.toString(settings.cutoffs().train()));
    shaping.put("cutoffs.min-observed", settings.cutoffs().minObserved().toString());
    shaping.put(
        "cutoffs.last-complete-day",
        settings.cutoffs().lastCompleteDay().map(Object::toString).orElse(""));
    shaping.put("minimum.train-leavers", Integer.toString(settings.minTrainLeavers()));
    shaping.put("minimum.test-leavers", Integer.toString(settings.minTestLeavers()));
    shaping.put("folds", Integer.toString(settings.folds()));
    shaping.put("resamples", Integer.toString(settings.resamples()));
    shaping.put("contact-budget", Double.toString(settings.contactBudget()));
    shaping.put("isotonic-from", Integer.toString(settings.isotonicFrom()));
    shaping.put("sorted-rows", Long.toString(settings.sortedRows()));
    return shaping;
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
