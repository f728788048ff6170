/** Tests of Python on the lake. */
@NullMarked
package sparkify.cli.notebook;

import org.jspecify.annotations.NullMarked;
