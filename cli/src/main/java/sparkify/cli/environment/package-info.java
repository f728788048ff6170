/** What commands work with: the checkout, the cluster and the dataset's lake. */
@NullMarked
package sparkify.cli.environment;

import org.jspecify.annotations.NullMarked;
