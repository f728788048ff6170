/**
 * Checks that each Kafka offset is accounted for exactly once: in the lake, in the rejects, in a
 * recorded gap, or as absent.
 */
@NullMarked
package sparkify.lake.audit;

import org.jspecify.annotations.NullMarked;
