package sparkify.model.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Cards that earlier versions of this software wrote. What nobody measured then is filled in as
 * unknown; a field that is missing for another reason stays missing, and the card is refused.
 */
final class OlderCards {
  private OlderCards() {}

  /** The card with the fields of today; one that has them is returned as it is. */
  static JsonNode completed(JsonNode card) {
    if (card instanceof ObjectNode all
        && all.path("gate") instanceof ObjectNode gate
        && gate.has("prAucDifference")) {
      splitDifference(gate);
      addCalibrationInTheLarge(all.path("metrics"));
      all.path("baselines").forEach(OlderCards::addCalibrationInTheLarge);
      all.set("prAucOfChance", unknown(all));
      all.set("negativeControl", unknown(all));
      all.putArray("segments");
    }
    return card;
  }

  /** The gate compared with the current model or with random rankings, never with both. */
  private static void splitDifference(ObjectNode gate) {
    boolean ofCurrent =
        gate.path("against").isTextual()
            && !gate.path("why").asText().startsWith("cannot be compared");
    JsonNode difference = gate.remove("prAucDifference");
    gate.set("heldOut", unknown(gate));
    gate.set("overChance", ofCurrent ? unknown(gate) : difference);
    gate.set("overCurrent", ofCurrent ? difference : gate.nullNode());
    gate.put("judged", 0);
  }

  private static void addCalibrationInTheLarge(JsonNode metrics) {
    if (metrics instanceof ObjectNode figures) {
      figures.set("observedOverExpected", unknown(figures));
      figures.set("calibrationIntercept", unknown(figures));
    }
  }

  /** An interval without numbers. */
  private static ObjectNode unknown(ObjectNode parent) {
    return parent.objectNode().putNull("value").putNull("low").putNull("high");
  }
}
