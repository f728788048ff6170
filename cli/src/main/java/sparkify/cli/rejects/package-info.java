/** Commands on what could not become an event. */
@NullMarked
package sparkify.cli.rejects;

import org.jspecify.annotations.NullMarked;
