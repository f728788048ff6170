/** Where an interrupted replay goes on, and why it sometimes cannot. */
@NullMarked
package sparkify.producer.resume;

import org.jspecify.annotations.NullMarked;
