/** CSV files as lines of JSON. */
@NullMarked
package sparkify.producer.csv;

import org.jspecify.annotations.NullMarked;
