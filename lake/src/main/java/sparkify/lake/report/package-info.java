/** What an application that runs on YARN tells the person who started it. */
@NullMarked
package sparkify.lake.report;

import org.jspecify.annotations.NullMarked;
