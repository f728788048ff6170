/**
 * Submits applications to YARN and follows them. See docs/architecture.md, "Applications on YARN".
 */
@NullMarked
package sparkify.cli.yarn;

import org.jspecify.annotations.NullMarked;
