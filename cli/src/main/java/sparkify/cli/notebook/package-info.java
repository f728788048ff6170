/** The analyst's entrance: a Python environment, JupyterLab, notebooks run without a window. */
@NullMarked
package sparkify.cli.notebook;

import org.jspecify.annotations.NullMarked;
