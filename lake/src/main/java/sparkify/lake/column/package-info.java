/** Writes Parquet files column by column: pages, dictionaries and row groups. */
@NullMarked
package sparkify.lake.column;

import org.jspecify.annotations.NullMarked;
