package sparkify.model.frame;

/**
 * A column that the model learns from. T is the cutoff: only events before it count.
 *
 * @param name of the column, a DOUBLE that is never null, NaN or infinite
 * @param formula how it is computed
 * @param unit of the value
 * @param window the period it covers
 * @param meaning in plain words
 */
public record Feature(String name, String formula, String unit, String window, String meaning) {}
