/** Tests of the Python environments. */
@NullMarked
package sparkify.cli.python;

import org.jspecify.annotations.NullMarked;
