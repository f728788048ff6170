/** Where an interrupted replay resumes, and why it sometimes cannot. */
@NullMarked
package sparkify.producer.resume;

import org.jspecify.annotations.NullMarked;
