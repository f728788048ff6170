/** Evaluation: metrics of a model's scores with confidence intervals, and calibration. */
@NullMarked
package sparkify.model.measure;

import org.jspecify.annotations.NullMarked;
