/** The whole pipeline in one command. */
@NullMarked
package sparkify.cli.demo;

import org.jspecify.annotations.NullMarked;
