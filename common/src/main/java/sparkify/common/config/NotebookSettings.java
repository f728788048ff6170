package sparkify.common.config;

/**
 * JupyterLab for analysts.
 *
 * @param python command or path of the Python to use; empty for the first suitable one
 * @param port of JupyterLab, on the loopback address
 */
public record NotebookSettings(String python, int port) {
  static NotebookSettings from(Section notebook) {
    return new NotebookSettings(notebook.text("python").strip(), notebook.port("port"));
  }
}
