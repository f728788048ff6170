package sparkify.lake.audit;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import sparkify.lake.audit.Contents.Counts;
import sparkify.lake.audit.Ledger.Side;
import sparkify.lake.audit.OffsetColumns.Pages;
import sparkify.lake.audit.Problems.Kind;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.snapshot.FilePlaces;

/** Checks the bytes of files, and enters the origins of their rows in a ledger. Thread-safe. */
final class FileCheck {
  private static final int SHOWN_DIGITS = 16;

  private final LakeFileSystem files;
  private final FilePlaces places;
  private final Ledger ledger;
  private final Problems problems;
  private final Counts counts;

  FileCheck(
      LakeFileSystem files, FilePlaces places, Ledger ledger, Problems problems, Counts counts) {
    this.files = files;
    this.places = places;
    this.ledger = ledger;
    this.problems = problems;
    this.counts = counts;
  }

  /** Checks {@code file}, which was seen as {@code seen}. */
  void check(DataFile file, FileStatus seen, Side side) {
    try {
      readBytes(file, seen);
      readRows(file, seen, side);
    } catch (IOException | RuntimeException e) {
      // Whatever a damaged file makes its reader throw is a finding, not a failure of the audit.
      problems.add(Kind.DAMAGED, "%s cannot be read: %s".formatted(file.path(), firstLine(e)));
    }
  }

  /** Compares a file of the right length with its digest. */
  private void readBytes(DataFile file, FileStatus seen) throws IOException {
    String logged = file.sha256();
    if (logged == null) {
      counts.filesWithoutDigest.increment();
      return;
    }
    if (seen.getLen() == file.bytes()) {
      counts.files.increment();
      String found = sha256(file, seen);
      if (!found.equals(logged)) {
        problems.add(
            Kind.DIGEST,
            "%s does not hold the bytes that were written: its SHA-256 is %s…, but the log says %s…"
                .formatted(file.path(), shown(found), shown(logged)));
      }
    }
  }

  private void readRows(DataFile file, FileStatus seen, Side side) throws IOException {
    try (OffsetColumns columns = open(file, seen)) {
      if (columns.rows() != file.rows()) {
        problems.add(
            Kind.ROWS,
            "%s has %d rows, but the log says %d"
                .formatted(file.path(), columns.rows(), file.rows()));
      }
      columns.read(
          (partitions, offsets, count) ->
              ledger.enter(file.path(), side, partitions, offsets, count));
    }
  }

  private String sha256(DataFile file, FileStatus seen) throws IOException {
    try {
      return files.sha256(seen.getPath());
    } catch (FileNotFoundException e) {
      return files.sha256(moved(file, e).getPath());
    }
  }

  /** Without a digest, the checksums of all pages are the only evidence of what was written. */
  private OffsetColumns open(DataFile file, FileStatus seen) throws IOException {
    Pages pages = file.sha256() == null ? Pages.ALL : Pages.ORIGIN;
    try {
      return OffsetColumns.open(seen, files.configuration(), pages);
    } catch (FileNotFoundException e) {
      return OffsetColumns.open(moved(file, e), files.configuration(), pages);
    }
  }

  /** Where a file is that was published or replaced after it was seen. */
  private FileStatus moved(DataFile file, FileNotFoundException e) throws IOException {
    return places.findAgain(file).orElseThrow(() -> e);
  }

  private static String shown(String sha256) {
    return sha256.substring(0, Math.min(SHOWN_DIGITS, sha256.length()));
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }
}
