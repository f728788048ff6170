/** The query of a table, in Spark: what it may say, what it reads, what it yields. */
@NullMarked
package sparkify.analytics.query;

import org.jspecify.annotations.NullMarked;
