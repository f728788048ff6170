/** What an application on YARN reports to the command that waits for it. */
@NullMarked
package sparkify.lake.report;

import org.jspecify.annotations.NullMarked;
