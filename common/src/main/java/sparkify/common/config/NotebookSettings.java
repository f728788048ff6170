package sparkify.common.config;

/**
 * The analyst's entrance.
 *
 * @param python command or path that the environment is made from; empty = the first that fits
 * @param port of JupyterLab, on the loopback address
 */
public record NotebookSettings(String python, int port) {
  static NotebookSettings from(Section notebook) {
    return new NotebookSettings(notebook.text("python").strip(), notebook.port("port"));
  }
}
