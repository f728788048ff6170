/**
 * Checks the promise: each Kafka offset is in exactly one of the lake, the rejects, a recorded gap,
 * or absent.
 */
@NullMarked
package sparkify.lake.audit;

import org.jspecify.annotations.NullMarked;
