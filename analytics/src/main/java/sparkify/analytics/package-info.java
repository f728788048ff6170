/**
 * Tables for analysts: which there are, which periods of them are stale, and how they are built.
 */
@NullMarked
package sparkify.analytics;

import org.jspecify.annotations.NullMarked;
