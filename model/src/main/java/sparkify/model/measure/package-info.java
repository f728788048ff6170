/**
 * How good a model's scores are, exactly and with intervals, and what they mean as probabilities.
 */
@NullMarked
package sparkify.model.measure;

import org.jspecify.annotations.NullMarked;
