/**
 * Kafka, HDFS and YARN on one machine, each daemon a JVM of its own, from Maven artifacts alone.
 */
@NullMarked
package sparkify.cluster;

import org.jspecify.annotations.NullMarked;
