/**
 * How users live from day to day: what happens to them, how satisfied it leaves them, and whether
 * they cancel. Nothing here knows of pages or JSON.
 */
@NullMarked
package sparkify.producer.simulator.life;

import org.jspecify.annotations.NullMarked;
