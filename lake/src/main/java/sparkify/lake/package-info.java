/** The Parquet lake: where it is, its feeds, its commit log, its files and its audit. */
@NullMarked
package sparkify.lake;

import org.jspecify.annotations.NullMarked;
