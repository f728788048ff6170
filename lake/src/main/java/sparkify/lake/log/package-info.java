/**
 * The commit log: the only record of which offsets and files a table holds. Knows nothing about
 * what the rows mean. See docs/architecture.md, "The commit".
 */
@NullMarked
package sparkify.lake.log;

import org.jspecify.annotations.NullMarked;
