/** Kafka, HDFS and YARN on one machine, each daemon in its own JVM, from Maven artifacts alone. */
@NullMarked
package sparkify.cluster;

import org.jspecify.annotations.NullMarked;
