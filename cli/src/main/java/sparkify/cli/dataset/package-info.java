/** Listing datasets, and wiping one. */
@NullMarked
package sparkify.cli.dataset;

import org.jspecify.annotations.NullMarked;
