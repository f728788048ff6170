/** Certificates for the local cluster and for tests. */
@NullMarked
package sparkify.common.tls;

import org.jspecify.annotations.NullMarked;
