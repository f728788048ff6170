package sparkify.common.config;

import java.time.Duration;

/**
 * How the commit logs of a lake are kept.
 *
 * @param checkpointEvery commits from one checkpoint to the next
 * @param keepReplaced how long files that are no longer needed stay for readers that began earlier
 */
public record LogSettings(int checkpointEvery, Duration keepReplaced) {
  static LogSettings from(Section lake) {
    return new LogSettings(
        lake.integer("checkpoint-every", 1, 1_000_000),
        lake.duration("keep-replaced", Duration.ofHours(1)));
  }
}
