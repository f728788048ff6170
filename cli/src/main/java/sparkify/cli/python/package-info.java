/** Python environments that this project creates for itself, and programs that run in them. */
@NullMarked
package sparkify.cli.python;

import org.jspecify.annotations.NullMarked;
