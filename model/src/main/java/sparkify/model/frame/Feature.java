package sparkify.model.frame;

/**
 * One column the model learns from. T is the cutoff: only what happened before it counts.
 *
 * @param name of the column, a DOUBLE that is never null, NaN or infinite
 * @param formula how it is computed
 * @param unit of the value
 * @param window the time it looks at
 * @param meaning in words
 */
public record Feature(String name, String formula, String unit, String window, String meaning) {}
