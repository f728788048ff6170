/** Python on the lake: JupyterLab, notebooks run without a browser, programs of the user's own. */
@NullMarked
package sparkify.cli.notebook;

import org.jspecify.annotations.NullMarked;
