package sparkify.cli.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Why a notebook failed, found in what its run wrote. */
final class CellError {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern RUN = Pattern.compile("(?m)^nbclient\\.exceptions\\.\\w+: (.+)$");

  /** IPython's head of a stack; of a chain the last one is what reached the notebook. */
  private static final Pattern HEAD =
      Pattern.compile("(?m)^(\\w[\\w.]*) +Traceback \\(most recent call last\\)$");

  private static final Pattern CELL = Pattern.compile("(?m)^ *Cell In\\[(\\d+)\\], line (\\d+)$");
  private static final Pattern LINE = Pattern.compile("(?m)^-+> *\\d+ +(.+)$");

  /** A Java error begins on the line after the one that says so. */
  private static final Pattern MESSAGE =
      Pattern.compile("(?m)^[A-Za-z_]\\w*(?:Error|Exception|Exit|Interrupt)\\b.*:.*(?:\\n: .+)?$");

  private static final int LONGEST = 400;

  private CellError() {}

  /** The few lines of {@code log} that tell it: where, and what. */
  static List<String> in(String log) {
    String text = COLOUR.matcher(log).replaceAll("");
    List<MatchResult> runs = RUN.matcher(text).results().toList();
    if (runs.isEmpty()) {
      return List.of(text.lines().filter(l -> !l.isBlank()).reduce("", (a, b) -> b));
    }
    MatchResult run = runs.get(runs.size() - 1);
    String stack = lastStack(text.substring(run.end()));
    List<String> lines = new ArrayList<>();
    CELL.matcher(stack)
        .results()
        .findFirst()
        .ifPresent(c -> lines.add("in cell " + c.group(1) + ", line " + c.group(2) + ":"));
    LINE.matcher(stack).results().findFirst().ifPresent(l -> lines.add("  " + l.group(1).strip()));
    lines.add(
        MESSAGE
            .matcher(stack)
            .results()
            .findFirst()
            .map(m -> shortened(m.group().replace("\n", " ")))
            .orElse(run.group(1)));
    return lines;
  }

  private static String lastStack(String text) {
    return HEAD.matcher(text)
        .results()
        .reduce((first, second) -> second)
        .map(head -> text.substring(head.end()))
        .orElse(text);
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
  }
}
