package sparkify.analytics.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sparkify.analytics.table.SqlFile.Column;
import sparkify.common.OperatorError;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.feed.Schema;

/** The comment that a SQL file begins with. */
final class SqlHeader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");
  private static final Pattern KEY = Pattern.compile("-- ([a-z]+):(?: +(.*))?");
  private static final Pattern COLUMN = Pattern.compile("--   ([A-Za-z_][A-Za-z0-9_]*): +(.+)");
  private static final Pattern MORE = Pattern.compile("-- {3,}(\\S.*)");
  private static final Set<String> RESERVED = reserved();
  private static final String COLUMNS = "columns";
  private static final List<String> TABLE_KEYS =
      List.of("title", "feed", "view", "grain", "reads", "answers", COLUMNS);
  private static final List<String> VIEW_KEYS = List.of("feed", "rows", COLUMNS);

  private final String path;
  private final List<String> keys;
  private final List<String> lines;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<Column> columns = new ArrayList<>();
  private int length;

  private record Entry(int line, String text) {}

  private SqlHeader(String path, List<String> keys, String text) {
    this.path = path;
    this.keys = keys;
    this.lines = text.lines().toList();
  }

  /** The names of the lake's other tables, which notebooks have beside these. */
  private static Set<String> reserved() {
    Set<String> names = new HashSet<>(FeedCatalogue.names());
    names.addAll(List.of("rejects", "scores"));
    return Set.copyOf(names);
  }

  /**
   * Reads the file of a table.
   *
   * @param path for messages
   * @param name the file's name without its suffix
   * @param views those that it may read
   * @throws OperatorError that names the file, the line and what is wrong with it
   */
  static SqlFile read(String path, String name, String text, List<SqlView> views) {
    requireName(path, name, "table");
    return new SqlHeader(path, TABLE_KEYS, text).table(name, text, views);
  }

  /** Likewise the file of a view. */
  static SqlView readView(String path, String name, String text) {
    requireName(path, name, "view");
    return new SqlHeader(path, VIEW_KEYS, text).view(name, text);
  }

  private static void requireName(String path, String name, String what) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
      throw new OperatorError(
          "Cannot use %s: a %s is named after its file, in lower-case letters, digits and underscores, and not like a feed, rejects or scores"
              .formatted(path, what));
    }
  }

  private SqlFile table(String name, String text, List<SqlView> views) {
    String query = query();
    requireColumn("period");
    return new SqlFile(
        path,
        name,
        text("title"),
        feed(),
        viewIn(views),
        grains(),
        reads(),
        text("answers"),
        columns,
        text,
        query);
  }

  /** What a row is must be said, and when it is: the periods of tables are computed from that. */
  private SqlView view(String name, String text) {
    String query = query();
    requireText("rows");
    String time = FeedCatalogue.named(feed()).schema().time();
    if (time != null) {
      requireColumn(time);
    }
    return new SqlView(path, name, feed(), columns, text, query);
  }

  private String query() {
    while (length < lines.size() && lines.get(length).startsWith("--")) {
      read(lines.get(length));
      length++;
    }
    String query = String.join("\n", lines.subList(length, lines.size())).strip();
    if (query.isEmpty()) {
      throw error(length, "it has no query after its header");
    }
    return query;
  }

  private void read(String line) {
    Matcher key = KEY.matcher(line.stripTrailing());
    Matcher column = COLUMN.matcher(line);
    Matcher more = MORE.matcher(line);
    if (key.matches()) {
      enter(key.group(1), Optional.ofNullable(key.group(2)).orElse(""));
    } else if (isIn(COLUMNS) && column.matches()) {
      columns.add(new Column(column.group(1), column.group(2).strip()));
    } else if (more.matches() && !entries.isEmpty()) {
      continueWith(more.group(1).strip());
    } else {
      throw error(length + 1, "expected '-- key: text', a column or the rest of one");
    }
  }

  private void enter(String key, String text) {
    if (!keys.contains(key)) {
      throw error(
          length + 1, "unknown key '%s'; the keys are %s".formatted(key, String.join(", ", keys)));
    }
    if (entries.putIfAbsent(key, new Entry(length + 1, text.strip())) != null) {
      throw error(length + 1, "the key '%s' is there twice".formatted(key));
    }
  }

  private void continueWith(String more) {
    if (isIn(COLUMNS) && !columns.isEmpty()) {
      Column last = columns.remove(columns.size() - 1);
      columns.add(new Column(last.name(), last.meaning() + " " + more));
    } else {
      entries.computeIfPresent(newest(), (k, e) -> new Entry(e.line(), e.text() + " " + more));
    }
  }

  private boolean isIn(String key) {
    return !entries.isEmpty() && newest().equals(key);
  }

  private String newest() {
    return List.copyOf(entries.keySet()).get(entries.size() - 1);
  }

  private String feed() {
    Entry feed = entry("feed");
    if (!FeedCatalogue.names().contains(feed.text())) {
      throw error(
          feed.line(),
          "there is no feed '%s'; the feeds are %s"
              .formatted(feed.text(), String.join(", ", FeedCatalogue.names())));
    }
    return feed.text();
  }

  private @Nullable SqlView viewIn(List<SqlView> views) {
    if (!entries.containsKey("view")) {
      return null;
    }
    Entry view = entry("view");
    return views.stream()
        .filter(v -> v.name().equals(view.text()) && v.feed().equals(feed()))
        .findFirst()
        .orElseThrow(
            () ->
                error(
                    view.line(),
                    "there is no view '%s' of %s in views/".formatted(view.text(), feed())));
  }

  private List<Grain> grains() {
    Entry grain = entry("grain");
    List<Grain> grains =
        Arrays.stream(grain.text().split(" *, *")).map(w -> grain(w, grain)).toList();
    Schema schema = FeedCatalogue.named(feed()).schema();
    if (schema.time() == null && !grains.equals(List.of(Grain.ALL))) {
      throw error(
          grain.line(),
          "the rows of %s have no time, so the grain can only be all".formatted(feed()));
    }
    return grains;
  }

  private Grain grain(String word, Entry entry) {
    return Arrays.stream(Grain.values())
        .filter(grain -> grain.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                error(
                    entry.line(),
                    "unknown grain '%s' (must be hour, day, week, month or all)".formatted(word)));
  }

  private Reads reads() {
    Entry reads = entry("reads");
    return Reads.parse(reads.text())
        .orElseThrow(
            () ->
                error(
                    reads.line(),
                    "'%s' does not say what it reads (must be own, N before or all before)"
                        .formatted(reads.text())));
  }

  private void requireColumn(String needed) {
    Entry entry = entry(COLUMNS);
    if (columns.stream().noneMatch(column -> column.name().equals(needed))) {
      throw error(
          entry.line(), "the query must yield a column '%s', described here".formatted(needed));
    }
  }

  private String text(String key) {
    requireText(key);
    return entry(key).text();
  }

  private void requireText(String key) {
    Entry entry = entry(key);
    if (entry.text().isEmpty()) {
      throw error(entry.line(), "'%s' says nothing".formatted(key));
    }
  }

  private Entry entry(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw error(1, "its header has no line '-- %s: …'".formatted(key));
    }
    return entry;
  }

  private OperatorError error(int line, String what) {
    return SqlQuery.error(path, Math.max(1, line), what);
  }
}
