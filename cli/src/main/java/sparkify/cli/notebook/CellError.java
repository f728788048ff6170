package sparkify.cli.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds why a notebook failed in the log of its run. */
final class CellError {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern RUN = Pattern.compile("(?m)^nbclient\\.exceptions\\.\\w+: (.+)$");

  /** The header of an IPython traceback; in a chain, the last is of the error that was raised. */
  private static final Pattern TRACEBACK =
      Pattern.compile("(?m)^(\\w[\\w.]*) +Traceback \\(most recent call last\\)$");

  private static final Pattern CELL = Pattern.compile("(?m)^ *Cell In\\[(\\d+)\\], line (\\d+)$");
  private static final Pattern CODE = Pattern.compile("(?m)^-+> *\\d+ +(.+)$");

  /** Py4J prints a Java error on the line after its own message. */
  private static final Pattern MESSAGE =
      Pattern.compile("(?m)^[A-Za-z_]\\w*(?:Error|Exception|Exit|Interrupt)\\b.*:.*(?:\\n: .+)?$");

  private static final int MAX_LENGTH = 400;

  private CellError() {}

  /** The cell, its failing line and the error; else the last line of {@code log}. */
  static List<String> in(String log) {
    String text = COLOUR.matcher(log).replaceAll("");
    List<MatchResult> runs = RUN.matcher(text).results().toList();
    if (runs.isEmpty()) {
      return List.of(text.lines().filter(l -> !l.isBlank()).reduce("", (a, b) -> b));
    }
    MatchResult run = runs.get(runs.size() - 1);
    String traceback = lastTraceback(text.substring(run.end()));
    List<String> lines = new ArrayList<>();
    CELL.matcher(traceback)
        .results()
        .findFirst()
        .ifPresent(c -> lines.add("in cell " + c.group(1) + ", line " + c.group(2) + ":"));
    CODE.matcher(traceback)
        .results()
        .findFirst()
        .ifPresent(l -> lines.add("  " + l.group(1).strip()));
    lines.add(
        MESSAGE
            .matcher(traceback)
            .results()
            .findFirst()
            .map(m -> shortened(m.group().replace("\n", " ")))
            .orElse(run.group(1)));
    return lines;
  }

  private static String lastTraceback(String text) {
    return TRACEBACK
        .matcher(text)
        .results()
        .reduce((earlier, later) -> later)
        .map(header -> text.substring(header.end()))
        .orElse(text);
  }

  private static String shortened(String message) {
    return message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH) + "…";
  }
}
