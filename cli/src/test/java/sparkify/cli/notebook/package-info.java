/** Tests of the analyst's entrance. */
@NullMarked
package sparkify.cli.notebook;

import org.jspecify.annotations.NullMarked;
