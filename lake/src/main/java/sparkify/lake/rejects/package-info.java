/** Rejects: what could not become a row, why, and the second chance it gets. */
@NullMarked
package sparkify.lake.rejects;

import org.jspecify.annotations.NullMarked;
