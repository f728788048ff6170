/** Tests of the commands, most of them through deploy.sh, and of the project's structure. */
@NullMarked
package sparkify.cli;

import org.jspecify.annotations.NullMarked;
