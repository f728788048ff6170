package sparkify.analytics.query;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.execution.SparkSqlParser;
import scala.Option;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;
import sparkify.analytics.table.SqlFile;
import sparkify.analytics.table.SqlQuery;
import sparkify.common.OperatorError;

/** Refuses what is not one query of its feed or view; needs no Spark session. */
public final class QueryCheck {
  private final SqlQuery file;
  private final Set<String> known = new HashSet<>();

  private QueryCheck(SqlQuery file) {
    this.file = file;
    known.add(file.from());
  }

  /**
   * Checks the queries of tables, and of the views that they read, as far as that is possible
   * without their feeds.
   *
   * @throws OperatorError when one has a syntax error, writes, or reads anything but its feed or
   *     view
   */
  public static void check(Collection<SqlFile> files) {
    files.stream()
        .map(SqlFile::view)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(QueryCheck::check);
    files.forEach(QueryCheck::check);
  }

  private static void check(SqlQuery file) {
    try {
      new QueryCheck(file).visit(new SparkSqlParser().parsePlan(file.text()));
    } catch (Exception e) { // Scala does not declare ParseException.
      if (e instanceof OperatorError known) {
        throw known;
      }
      if (e instanceof ParseException syntax) {
        throw error(file, syntax);
      }
      throw new IllegalStateException("Failed to parse " + file.path(), e);
    }
  }

  /** The error that Spark found in the file, with its line. */
  static OperatorError error(SqlQuery file, AnalysisException found) {
    Option<Object> line = found.line();
    return file.error(line.isDefined() ? (Integer) line.get() : file.queryLine(), found.message());
  }

  private void visit(LogicalPlan plan) {
    if (plan instanceof Command || plan instanceof ParsedStatement) {
      throw error(
          plan, "it is no query (%s); a table or view is one SELECT".formatted(plan.nodeName()));
    }
    if (plan instanceof UnresolvedWith with) {
      list(with.cteRelations()).forEach(cte -> known.add(cte._1));
    }
    if (plan instanceof UnresolvedRelation relation) {
      requireKnown(relation);
    }
    plans(plan.innerChildren()).forEach(this::visit);
    plans(plan.subqueries()).forEach(this::visit);
    plans(plan.children()).forEach(this::visit);
  }

  private void requireKnown(UnresolvedRelation relation) {
    List<String> name = list(relation.multipartIdentifier());
    if (name.size() != 1 || !known.contains(name.get(0))) {
      throw error(
          relation,
          "it reads %s; this file reads %s, and nothing else"
              .formatted(String.join(".", name), file.from()));
    }
  }

  private OperatorError error(LogicalPlan at, String what) {
    Option<Object> line = at.origin().line();
    return file.error(line.isDefined() ? (Integer) line.get() : file.queryLine(), what);
  }

  private static <T> List<T> list(Seq<T> seq) {
    return CollectionConverters.asJava(seq);
  }

  /** Those of {@code nodes} that are plans. */
  private static List<LogicalPlan> plans(Seq<? extends QueryPlan<?>> nodes) {
    return list(nodes).stream()
        .filter(LogicalPlan.class::isInstance)
        .map(LogicalPlan.class::cast)
        .toList();
  }
}
