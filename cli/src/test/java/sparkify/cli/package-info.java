/** Tests that drive the product through deploy.sh. */
@NullMarked
package sparkify.cli;

import org.jspecify.annotations.NullMarked;
