package sparkify.producer.trouble;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.feed.FeedKind;
import sparkify.common.feed.RowParser;
import sparkify.producer.line.DerivedInput;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;

/**
 * An input of which some lines are changed, sent twice or late, as planned; a side file says which.
 *
 * <p>Only lines that would land get into trouble, so what the side file says is all that is wrong
 * with them. The side file is written anew each time the input is opened.
 */
public final class Troubled implements DerivedInput {
  private final LineInput input;
  private final FeedKind feed;
  private final TroublePlan plan;
  private final Map<TroubleKind, Change> changes;
  private final RowParser parser;
  private final Path sideFile;
  private final InstantSource clock;

  /**
   * Prepares the trouble.
   *
   * @param clock says which times are in the future
   * @throws OperatorError if lines of {@code feed} cannot get into trouble of a planned kind
   */
  public Troubled(
      LineInput input, FeedKind feed, TroublePlan plan, Settings settings, InstantSource clock) {
    this.input = input;
    this.feed = feed;
    this.plan = plan;
    this.changes = Changes.of(feed);
    this.parser = feed.parser(settings);
    this.sideFile = settings.producer().sideDirectory().resolve(input.name() + ".injected.jsonl");
    this.clock = clock;
    Set<TroubleKind> possible = possible();
    for (TroublePlan.Part part : plan.parts()) {
      if (!possible.contains(part.kind())) {
        throw new OperatorError(
            "Cannot inject %s: records of the feed %s cannot have it; they can have %s"
                .formatted(part.kind().term(), feed.name(), terms(possible)));
      }
    }
  }

  private Set<TroubleKind> possible() {
    Set<TroubleKind> all = EnumSet.of(TroubleKind.DUPLICATE, TroubleKind.OUT_OF_ORDER);
    all.addAll(changes.keySet());
    if (feed.clock().isPresent()) {
      all.add(TroubleKind.LATE);
    }
    return all;
  }

  private static String terms(Set<TroubleKind> kinds) {
    return kinds.stream().map(TroubleKind::term).collect(Collectors.joining(", "));
  }

  /** The file that lists what was done to which line. */
  public Path sideFile() {
    return sideFile;
  }

  @Override
  public LineInput input() {
    return input;
  }

  @Override
  public String option() {
    return "inject " + plan.describe();
  }

  @Override
  public LineSource open() throws IOException {
    LineSource lines = input.open();
    try {
      Outcomes outcomes = new Outcomes(parser, feed.clock().orElse(null), clock);
      return new TroubledLines(lines, plan, changes, outcomes, InjectedFile.create(sideFile));
    } catch (RuntimeException e) {
      lines.close();
      throw e;
    }
  }
}
