package sparkify.analytics.table;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.NavigableSet;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Manifest.Source;
import sparkify.lake.log.TablePaths;

/** The rows of a SQL file at one of its grains. */
public record Table(SqlFile sql, Grain grain) implements Serializable {

  /** The file's name, and the grain if the file has several. */
  public String name() {
    return sql.grains().size() == 1 ? sql.name() : sql.name() + "_" + grain.word();
  }

  /** The table's folder, relative to the lake's. */
  public String folder() {
    return "tables/" + name();
  }

  /** The folder of a part, relative to the lake's. */
  public String folder(LocalDate part) {
    return folder() + "/" + grain.partColumn() + "=" + grain.partValue(part);
  }

  /** The commits of the table. */
  public CommitLog commits(LakeFileSystem lake) {
    return new CommitLog(new TablePaths(lake, folder()));
  }

  /** What the rows are computed from, if the feed is read up to {@code snapshot}. */
  public Source source(long snapshot) {
    return new Source(sql.feed(), snapshot, sql.digest());
  }

  /** Those of {@code dates} that the rows of a part depend on. */
  public NavigableSet<LocalDate> span(LocalDate part, NavigableSet<LocalDate> dates) {
    NavigableSet<LocalDate> until = dates.headSet(grain.lastDay(part), true);
    boolean readsAll = sql.reads().before() == Reads.ALL;
    return readsAll ? until : until.tailSet(grain.firstRead(part, sql.reads().before()), true);
  }
}
