/** What is measured: one class per part, and those that do its work. */
@NullMarked
package sparkify.bench.part;

import org.jspecify.annotations.NullMarked;
