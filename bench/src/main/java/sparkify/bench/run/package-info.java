/** How parts are run, what they measure, and how that is shown. */
@NullMarked
package sparkify.bench.run;

import org.jspecify.annotations.NullMarked;
