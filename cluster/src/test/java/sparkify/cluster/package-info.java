@NullMarked
package sparkify.cluster;

import org.jspecify.annotations.NullMarked;
