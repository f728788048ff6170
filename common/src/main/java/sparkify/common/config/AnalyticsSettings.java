package sparkify.common.config;

/**
 * The analytics application.
 *
 * @param sql the operator's own folder of SQL files, or empty
 */
public record AnalyticsSettings(String sql, ApplicationSettings application) {
  static AnalyticsSettings from(Section analytics) {
    return new AnalyticsSettings(analytics.text("sql"), ApplicationSettings.from(analytics));
  }
}
