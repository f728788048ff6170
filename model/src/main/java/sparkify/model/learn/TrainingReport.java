package sparkify.model.learn;

import java.util.Optional;
import sparkify.model.registry.ModelCard;

/**
 * What came of a training.
 *
 * @param card the model that was made, or that existed
 * @param current the version in use now, if any
 */
public record TrainingReport(ModelCard card, Outcome outcome, Optional<String> current) {

  /** What happened to the model. */
  public enum Outcome {
    /** It is in use from now on. */
    CAME_INTO_USE,
    /** It was made, and did not pass the gate or came second to another one. */
    KEPT_OLD,
    /** It existed; nothing changed. */
    EXISTED
  }

  /** The model in use, as it was reported when it was made. */
  public static TrainingReport ofCurrent(ModelCard card) {
    return new TrainingReport(card, Outcome.EXISTED, Optional.of(card.version()));
  }

  /** A screenful for people. */
  public String text() {
    return new ReportText(this).text();
  }
}
