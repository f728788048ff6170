package sparkify.lake.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One commit of a table: who committed it, which offsets it covers, which files it adds and
 * replaces.
 *
 * <p>Paths are relative to the lake's folder.
 *
 * @param seq place in the log, from 1, without holes
 * @param uuid of this commit, by which its writer recognises it
 * @param topic the topic that the offsets belong to, or null when it covers none
 * @param positions of an {@code OPEN}: the next offset to land, by partition
 * @param source what the rows were computed from, or null when they landed
 */
public record Manifest(
    long seq,
    Kind kind,
    String uuid,
    Instant committedAt,
    Writer writer,
    @Nullable Topic topic,
    Map<Integer, Long> positions,
    List<Range> ranges,
    List<Gap> gaps,
    List<DataFile> files,
    List<DataFile> rejects,
    List<String> replaces,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Change> changes,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Cut> cuts,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Source source) {

  public Manifest {
    positions = Map.copyOf(positions);
    ranges = List.copyOf(ranges);
    gaps = List.copyOf(gaps);
    files = List.copyOf(files);
    rejects = List.copyOf(rejects);
    replaces = List.copyOf(replaces);
    changes = List.copyOf(changes);
    cuts = List.copyOf(cuts);
  }

  /** A commit of rows that landed. */
  public Manifest(
      long seq,
      Kind kind,
      String uuid,
      Instant committedAt,
      Writer writer,
      @Nullable Topic topic,
      Map<Integer, Long> positions,
      List<Range> ranges,
      List<Gap> gaps,
      List<DataFile> files,
      List<DataFile> rejects,
      List<String> replaces,
      List<Change> changes,
      List<Cut> cuts) {
    this(
        seq,
        kind,
        uuid,
        committedAt,
        writer,
        topic,
        positions,
        ranges,
        gaps,
        files,
        rejects,
        replaces,
        changes,
        cuts,
        null);
  }

  /** What a commit is for. */
  public enum Kind {
    /** A driver opened the table, which fences the drivers before it. */
    OPEN,
    /** A batch landed. */
    BATCH,
    /** Files were merged. */
    COMPACT,
    /** Rejects were parsed again and became events. */
    REDRIVE,
    /** A person's rows were removed. */
    ERASE,
    /** A part of a computed table, such as a day of scores, was recomputed. */
    REPLACE;

    /** Whether it leaves offsets alone, so that a driver can commit after it. */
    boolean isMaintenance() {
      return this == COMPACT || this == REDRIVE || this == ERASE || this == REPLACE;
    }
  }

  /**
   * The driver that committed.
   *
   * @param application its application id on YARN
   * @param attempt its attempt number, from 1
   * @param session identifies one opening of the table
   * @param code version of this software
   */
  public record Writer(String application, int attempt, String session, String code) {}

  /**
   * What rows were computed from.
   *
   * @param feed whose table was read
   * @param snapshot the commit of that table up to which it was read
   * @param query identifies what was computed
   */
  public record Source(String feed, long snapshot, String query) {}

  /**
   * A Kafka topic.
   *
   * @param id its topic id; a topic recreated under the same name has another one
   * @param partitions how many of its partitions the log knows
   */
  public record Topic(String name, String id, int partitions) {}

  /**
   * What became of the offsets of one partition, {@code from} inclusive to {@code until} exclusive.
   *
   * @param absent offsets that are never delivered to a read_committed reader
   * @param last the last record, or null when there is none or its epoch is not known
   * @param sum the sum modulo 2⁶⁴ of a hash of every record, or null when it was not computed
   */
  public record Range(
      int partition,
      long from,
      long until,
      long landed,
      long rejected,
      long absent,
      @Nullable Last last,
      @Nullable Long sum)
      implements Serializable {

    /** A range whose records are only counted. */
    public Range(int partition, long from, long until, long landed, long rejected, long absent) {
      this(partition, from, until, landed, rejected, absent, null, null);
    }
  }

  /**
   * The last record that a partition gave.
   *
   * @param epoch the leader epoch it was written in
   */
  public record Last(long offset, int epoch) implements Serializable {}

  /** Offsets that the broker had lost before they were read. */
  public record Gap(int partition, long from, long until) {
    /** The number of offsets. */
    public long length() {
      return until - from;
    }
  }

  /**
   * Offsets that had landed when the broker's log was cut at {@code from}: it no longer has their
   * records, and others that it has there by now never land. Counts no offsets, because these are
   * counted by the commits that landed them.
   *
   * @param until the next offset to land
   */
  public record Cut(int partition, long from, long until) {}

  /**
   * What maintenance changes in offsets that have landed, {@code from} inclusive to {@code until}
   * exclusive: rejects that became rows count {@code landed} up and {@code rejected} down.
   */
  public record Change(int partition, long from, long until, long landed, long rejected) {}

  /**
   * A file that the commit adds.
   *
   * @param staged where its writer left it
   * @param path where it belongs
   * @param minTime earliest time of its rows, epoch milliseconds
   * @param maxTime latest time of its rows, epoch milliseconds
   * @param sha256 of its bytes, in hex digits, or null when it was not computed
   */
  public record DataFile(
      String staged,
      String path,
      long rows,
      long bytes,
      long minTime,
      long maxTime,
      @Nullable String sha256) {}

  /** All files that the commit adds: those of rows, then those of rejects. */
  public Stream<DataFile> allFiles() {
    return Stream.concat(files.stream(), rejects.stream());
  }

  /** Whether it changes what a reader sees. */
  boolean changesFiles() {
    return !files.isEmpty() || !replaces.isEmpty();
  }

  /** The manifest as one line of JSON. */
  public String toJson() {
    return LogFile.json(this);
  }

  /** Rows that this commit adds to the table. */
  public long landed() {
    return ranges.stream().mapToLong(Range::landed).sum()
        + changes.stream().mapToLong(Change::landed).sum();
  }

  /** Records that this commit adds to the rejects; negative when it moves some from there. */
  public long rejected() {
    return ranges.stream().mapToLong(Range::rejected).sum()
        + changes.stream().mapToLong(Change::rejected).sum();
  }
}
