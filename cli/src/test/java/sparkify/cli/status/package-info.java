/** Tests of looks at a dataset. */
@NullMarked
package sparkify.cli.status;

import org.jspecify.annotations.NullMarked;
