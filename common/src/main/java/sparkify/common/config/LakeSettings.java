package sparkify.common.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the lakes are, who may use them, and how their logs and their Parquet are written.
 *
 * @param base the folder that holds one lake per dataset
 * @param umask the permissions, in octal, that what is created in a lake does not get
 * @param group the group of a new lake, or empty for that of the folder above it
 */
public record LakeSettings(
    String base, String umask, String group, LogSettings log, ParquetSettings parquet) {
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
        lake.text("umask", "0?0[0-7]{2}", "must be 0 and two octal digits, such as 027"),
        lake.text("group"),
        LogSettings.from(lake),
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
