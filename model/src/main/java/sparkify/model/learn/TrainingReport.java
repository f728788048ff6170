package sparkify.model.learn;

import java.util.Optional;
import sparkify.model.registry.ModelCard;

/**
 * The result of a training.
 *
 * @param card the model, new or existing
 * @param current the version that is current now, if any
 */
public record TrainingReport(ModelCard card, Outcome outcome, Optional<String> current) {

  /** What happened to the model. */
  public enum Outcome {
    /** It was promoted: it is the current model now. */
    PROMOTED,
    /** It was published but not promoted: it failed the gate, or another promotion came first. */
    NOT_PROMOTED,
    /** It existed already; nothing changed. */
    EXISTED,
    /** Nothing was trained: the report is about the current model. */
    CURRENT
  }

  /** A report on the current model, with the results of its training. */
  public static TrainingReport ofCurrent(ModelCard card) {
    return new TrainingReport(card, Outcome.CURRENT, Optional.of(card.version()));
  }

  /** The report as text, one screenful. */
  public String text() {
    return new ReportText(this).text();
  }
}
