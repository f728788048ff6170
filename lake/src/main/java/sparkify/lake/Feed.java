package sparkify.lake;

import java.io.Serializable;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Dataset;
import sparkify.common.config.Settings;
import sparkify.common.feed.FeedKind;
import sparkify.common.feed.RowParser;
import sparkify.common.feed.Schema;

/**
 * What the landing core lands: the records of one topic, as rows of one table.
 *
 * @param table the table's folder, relative to the lake's
 * @param schema of the rows; the table is partitioned by the UTC day of its time column
 */
public record Feed(String name, String topic, String table, Schema schema, RowParser parser)
    implements Serializable {

  /**
   * The feed that the settings name.
   *
   * @throws sparkify.common.OperatorError when there is none of that name
   */
  public static Feed of(Settings settings) {
    return of(FeedCatalogue.named(settings.dataset().feed()), settings);
  }

  /** The events of the settings' dataset. */
  public static Feed events(Settings settings) {
    return of(FeedCatalogue.named(Dataset.EVENTS), settings);
  }

  private static Feed of(FeedKind kind, Settings settings) {
    return new Feed(
        kind.name(),
        settings.dataset().topic(kind.name()),
        kind.name(),
        kind.schema(),
        kind.parser(settings));
  }

  /** The folder of the feed's rejects, relative to the lake's folder. */
  public String rejects() {
    return "rejects/feed=" + name;
  }
}
