/** The command line of {@code deploy.sh}: its entry point, and commands that combine modules. */
@NullMarked
package sparkify.cli;

import org.jspecify.annotations.NullMarked;
