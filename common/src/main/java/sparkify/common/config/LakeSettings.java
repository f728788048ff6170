package sparkify.common.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the lakes are, how their Parquet is written, and how long replaced files are kept.
 *
 * @param base the folder that holds one lake per dataset
 * @param keepReplaced how long a file that a commit replaced stays for readers of older snapshots
 */
public record LakeSettings(String base, Duration keepReplaced, ParquetSettings parquet) {
  private static final Set<String> SCHEMES = Set.of("hdfs", "viewfs");

  static LakeSettings from(Section lake) {
    String base =
        lake.text(
            "base", "(/|[a-z0-9]+://).*", "must be an absolute path or a full hdfs:// address");
    String scheme = scheme(lake, base);
    if (scheme != null && !supportsScheme(scheme)) {
      throw lake.bad(
          "base",
          base,
          "must be on hdfs:// or viewfs:// (a commit needs a rename that refuses to overwrite, which "
              + scheme
              + ":// does not have)");
    }
    return new LakeSettings(
        base,
        lake.duration("keep-replaced", Duration.ofHours(1)),
        ParquetSettings.from(lake.section("parquet")));
  }

  /** Whether a lake can be on file systems of this scheme: their rename refuses to overwrite. */
  public static boolean supportsScheme(String scheme) {
    return SCHEMES.contains(scheme);
  }

  private static @Nullable String scheme(Section lake, String base) {
    try {
      return new URI(base).getScheme();
    } catch (URISyntaxException e) {
      throw lake.bad("base", base, "must be a valid address: " + e.getReason());
    }
  }

  String root(String dataset) {
    return base.endsWith("/") ? base + dataset : base + "/" + dataset;
  }
}
