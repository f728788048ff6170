/**
 * The commit log: the only truth about which offsets and files a table holds. Knows nothing of what
 * the rows mean. See docs/architecture.md, "The commit".
 */
@NullMarked
package sparkify.lake.log;

import org.jspecify.annotations.NullMarked;
