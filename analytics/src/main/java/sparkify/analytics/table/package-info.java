/** What a table is: a SQL file, and the periods that its rows are for. */
@NullMarked
package sparkify.analytics.table;

import org.jspecify.annotations.NullMarked;
