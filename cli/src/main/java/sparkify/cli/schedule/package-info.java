/** The schedule: what Airflow runs by the clock, and the Airflow of this machine. */
@NullMarked
package sparkify.cli.schedule;

import org.jspecify.annotations.NullMarked;
