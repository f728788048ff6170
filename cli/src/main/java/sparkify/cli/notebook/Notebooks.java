package sparkify.cli.notebook;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkify.cli.python.ChildProcess;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;
import sparkify.common.launch.ExitCode;

/** Runs notebooks without a browser, and saves each as an HTML page. */
final class Notebooks {
  private static final Duration CELL_TIMEOUT = Duration.ofMinutes(15);

  private final Path folder;
  private final Set<String> landed;
  private final NotebookRuntime runtime;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @param landed the feeds of which the lake has rows
   */
  Notebooks(
      Path folder, Set<String> landed, NotebookRuntime runtime, PrintWriter out, PrintWriter err) {
    this.folder = folder;
    this.landed = Set.copyOf(landed);
    this.runtime = runtime;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs those whose feeds have landed, one after another, without changing them.
   *
   * @param pages folder to save the pages in
   * @throws OperatorError when at least one fails, after all of them have run, or when none can run
   */
  void execute(Path pages) throws IOException, InterruptedException {
    List<Notebook> all = all();
    Files.createDirectories(pages);
    for (Notebook notebook : all) {
      Files.deleteIfExists(page(notebook, pages)); // It may be of another lake.
    }
    List<Notebook> runnable = all.stream().filter(n -> n.missing(landed).isEmpty()).toList();
    if (runnable.isEmpty()) {
      throw new OperatorError("Cannot run the notebooks: " + whyNone(all));
    }
    List<String> failed = new ArrayList<>();
    for (Notebook notebook : all) {
      if (!runnable.contains(notebook)) {
        report(notebook, "skipped: " + reason(notebook));
      } else if (!execute(notebook, pages)) {
        failed.add(notebook.name());
      }
    }
    requireNone(failed, runnable.size());
  }

  private String whyNone(List<Notebook> all) {
    return all.isEmpty()
        ? folder + " contains none"
        : all.stream().map(this::reason).distinct().collect(Collectors.joining(", "))
            + "; run ./deploy.sh stream first, or name another --dataset";
  }

  private String reason(Notebook notebook) {
    return "nothing of the feed %s has landed"
        .formatted(String.join(" or ", notebook.missing(landed)));
  }

  private void report(Notebook notebook, String what) {
    out.printf("%-24s %s%n", notebook.name(), what);
    out.flush();
  }

  private static void requireNone(List<String> failed, int of) {
    if (!failed.isEmpty()) {
      throw new OperatorError(
          "Cannot run %d of %d notebooks: %s; see .local/logs/%s"
              .formatted(failed.size(), of, String.join(", ", failed), log(failed.get(0))));
    }
  }

  private boolean execute(Notebook notebook, Path pages) throws IOException, InterruptedException {
    Path log = runtime.newLog(log(notebook.name()));
    long begin = System.nanoTime();
    boolean succeeded =
        ChildProcess.logged(command(notebook.file(), pages), log).await() == ExitCode.OK;
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    report(notebook, (succeeded ? "" : "failed after ") + Durations.format(took));
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

  private List<Notebook> all() throws IOException {
    List<Notebook> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList()) {
        all.add(Notebook.read(file));
      }
    }
    return all;
  }

  private static Path page(Notebook notebook, Path pages) {
    return pages.resolve(notebook.name() + ".html");
  }

  private static String log(String name) {
    return "notebook-" + name + ".log";
  }
}
