/** What the jobs on Spark share: how they read the lake, and who they are. */
@NullMarked
package sparkify.spark;

import org.jspecify.annotations.NullMarked;
