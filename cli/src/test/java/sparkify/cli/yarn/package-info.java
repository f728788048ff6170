/** Tests of following applications on YARN. */
@NullMarked
package sparkify.cli.yarn;

import org.jspecify.annotations.NullMarked;
