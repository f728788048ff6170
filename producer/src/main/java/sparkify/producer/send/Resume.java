package sparkify.producer.send;

import sparkify.common.OperatorError;

/**
 * Under which name a replay is resumed.
 *
 * @param id one word, or a file's name
 * @param alone whether the topic may hold nothing else
 * @param remedy what to do when it cannot be resumed, for messages
 */
public record Resume(String id, boolean alone, String remedy) {
  /** The error that the replay cannot be resumed. */
  public OperatorError refusal(ReplayPlan plan, String why) {
    return new OperatorError(
        "Cannot resume the replay '%s' of %s to topic %s: %s; %s"
            .formatted(id, plan.input().name(), plan.topic(), why, remedy));
  }
}
