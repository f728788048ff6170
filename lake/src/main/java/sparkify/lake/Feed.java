package sparkify.lake;

import java.io.Serializable;
import sparkify.common.config.Dataset;
import sparkify.common.config.EventSettings;
import sparkify.common.event.Events;
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

  /** The name of the feed of events, and of its table. */
  public static final String EVENTS = "events";

  /** The events of a dataset. */
  public static Feed events(Dataset dataset, EventSettings settings) {
    return new Feed(EVENTS, dataset.topic(), EVENTS, Events.SCHEMA, Events.parser(settings));
  }

  /** The folder of the feed's rejects, relative to the lake's folder. */
  public String rejects() {
    return "rejects/feed=" + name;
  }
}
