/** Submits applications to YARN and follows them. */
@NullMarked
package sparkify.cli.yarn;

import org.jspecify.annotations.NullMarked;
