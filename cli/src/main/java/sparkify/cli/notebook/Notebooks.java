package sparkify.cli.notebook;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sparkify.cli.python.ChildProcess;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;
import sparkify.common.launch.ExitCode;

/** Runs all notebooks without a browser, and saves each as an HTML page. */
final class Notebooks {
  private static final Duration CELL_TIMEOUT = Duration.ofMinutes(15);

  private final Path folder;
  private final NotebookRuntime runtime;
  private final PrintWriter out;
  private final PrintWriter err;

  Notebooks(Path folder, NotebookRuntime runtime, PrintWriter out, PrintWriter err) {
    this.folder = folder;
    this.runtime = runtime;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs them one after another, without changing them.
   *
   * @param pages folder to save the pages in
   * @throws OperatorError when at least one fails, after all of them have run
   */
  void execute(Path pages) throws IOException, InterruptedException {
    List<Path> all = all();
    if (all.isEmpty()) {
      throw new OperatorError("Cannot run the notebooks: " + folder + " contains none");
    }
    Files.createDirectories(pages);
    List<String> failed = new ArrayList<>();
    for (Path notebook : all) {
      if (!execute(notebook, pages)) {
        failed.add(name(notebook));
      }
    }
    if (!failed.isEmpty()) {
      throw new OperatorError(
          "Cannot run %d of %d notebooks: %s; see .local/logs/%s"
              .formatted(failed.size(), all.size(), String.join(", ", failed), log(failed.get(0))));
    }
  }

  private boolean execute(Path notebook, Path pages) throws IOException, InterruptedException {
    String name = name(notebook);
    Files.deleteIfExists(pages.resolve(name + ".html"));
    Path log = runtime.newLog(log(name));
    long begin = System.nanoTime();
    boolean succeeded = ChildProcess.logged(command(notebook, pages), log).await() == ExitCode.OK;
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    out.printf("%-24s %s%s%n", name, succeeded ? "" : "failed after ", Durations.format(took));
    out.flush();
    if (!succeeded) {
      String output = Files.readString(log, StandardCharsets.UTF_8);
      CellError.in(output).forEach(line -> err.println("  " + line));
      err.flush();
    }
    return succeeded;
  }

  /** Embeds the pictures in the page, so that it needs no network. */
  private ProcessBuilder command(Path notebook, Path pages) {
    return runtime.module(
        List.of(
            "nbconvert",
            "--execute",
            "--ExecutePreprocessor.timeout=" + CELL_TIMEOUT.toSeconds(),
            "--to=html",
            "--HTMLExporter.embed_images=True",
            "--HTMLExporter.require_js_url=",
            "--HTMLExporter.mathjax_url=",
            "--output-dir=" + pages,
            notebook.toString()));
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  private static String name(Path notebook) {
    return String.valueOf(notebook.getFileName()).replaceFirst("\\.ipynb$", "");
  }

  private static String log(String name) {
    return "notebook-" + name + ".log";
  }
}
