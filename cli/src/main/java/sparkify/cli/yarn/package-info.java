/** Submitting applications to YARN and watching them. */
@NullMarked
package sparkify.cli.yarn;

import org.jspecify.annotations.NullMarked;
