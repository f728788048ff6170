/** What an application on YARN reports to the person who started it. */
@NullMarked
package sparkify.lake.report;

import org.jspecify.annotations.NullMarked;
