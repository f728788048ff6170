/** Parquet files of a table: writing landed rows and rejects. */
@NullMarked
package sparkify.lake.table;

import org.jspecify.annotations.NullMarked;
