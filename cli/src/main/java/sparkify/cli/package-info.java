/** The commands of {@code deploy.sh} that combine several modules. */
@NullMarked
package sparkify.cli;

import org.jspecify.annotations.NullMarked;
