/** What every program shares: common options, exit codes, one-line errors, its input and jars. */
@NullMarked
package sparkify.common.launch;

import org.jspecify.annotations.NullMarked;
