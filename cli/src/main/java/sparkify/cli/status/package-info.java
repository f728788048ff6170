/** What a dataset's stream, topic and lake look like from outside, for people and for programs. */
@NullMarked
package sparkify.cli.status;

import org.jspecify.annotations.NullMarked;
