/** What every program shares: options, settings, exit codes, one-line errors. */
@NullMarked
package sparkify.common.launch;

import org.jspecify.annotations.NullMarked;
