/** Where commands work: the checkout, the cluster, the dataset's lake. */
@NullMarked
package sparkify.cli.environment;

import org.jspecify.annotations.NullMarked;
