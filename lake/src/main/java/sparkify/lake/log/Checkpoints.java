package sparkify.lake.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.common.ParallelTasks;
import sparkify.lake.log.Checkpoint.ListOf;

/** The checkpoints of a log, and their lists of live files. */
final class Checkpoints {
  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);
  private static final Pattern NAME = Pattern.compile("\\d{20}\\.json");
  private static final int THREADS = 8;

  private final TablePaths paths;

  Checkpoints(TablePaths paths) {
    this.paths = paths;
  }

  /** The commits at which there are checkpoints, oldest first. */
  List<Long> all() throws IOException {
    return paths.files().names(paths.checkpoints()).stream()
        .filter(name -> NAME.matcher(name).matches())
        .map(Checkpoints::seqOf)
        .sorted()
        .toList();
  }

  /** The commit of the newest checkpoint, 0 when there is none. */
  long newest() throws IOException {
    List<Long> all = all();
    return all.isEmpty() ? 0 : all.get(all.size() - 1);
  }

  /**
   * Reads the checkpoint at commit {@code seq}.
   *
   * @throws OperatorError when it is damaged
   */
  Checkpoint read(long seq) throws IOException {
    Path path = paths.checkpoint(seq);
    byte[] bytes = paths.files().read(path);
    try {
      Checkpoint checkpoint = LogFile.CHECKPOINT.read(bytes);
      if (checkpoint.seq() != seq) {
        throw new IOException("it holds commit " + checkpoint.seq());
      }
      return checkpoint;
    } catch (IOException e) {
      throw new OperatorError("Cannot read checkpoint " + path + ": " + e.getMessage(), e);
    }
  }

  /** The table at {@code checkpoint}, with all its live files. */
  LiveTable table(Checkpoint checkpoint) throws IOException {
    LiveTable table = new LiveTable(new LogState(checkpoint));
    lists(checkpoint.lists()).forEach(table::add);
    return table;
  }

  /**
   * Reads lists of live files.
   *
   * @throws OperatorError when one is damaged
   */
  List<FileList> lists(List<ListOf> lists) throws IOException {
    List<Callable<FileList>> reads = new ArrayList<>();
    lists.forEach(list -> reads.add(() -> read(list)));
    return new ParallelTasks("read the file lists of " + paths.root(), THREADS).run(reads);
  }

  private FileList read(ListOf of) throws IOException {
    Path path = paths.fileList(of.folder(), of.seq());
    byte[] bytes = paths.files().read(path);
    try {
      FileList list = LogFile.FILE_LIST.read(bytes);
      if (!list.folder().equals(of.folder())) {
        throw new IOException("it is of folder " + list.folder());
      }
      return list;
    } catch (IOException e) {
      throw new OperatorError("Cannot read file list " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Deletes the checkpoints that were superseded before {@code before}, and the lists that only
   * they use.
   */
  void deleteSuperseded(Instant before) throws IOException {
    List<FileStatus> all = new ArrayList<>(paths.files().list(paths.checkpoints()));
    all.removeIf(file -> !NAME.matcher(file.getPath().getName()).matches());
    for (int i = 0; i + 1 < all.size(); i++) {
      if (all.get(i + 1).getModificationTime() >= before.toEpochMilli()) {
        return;
      }
      delete(seqOf(all.get(i).getPath().getName()), seqOf(all.get(i + 1).getPath().getName()));
    }
  }

  /** A list that the next checkpoint does not use is not used by any later one either. */
  private void delete(long seq, long next) throws IOException {
    try {
      Set<ListOf> unused = new HashSet<>(read(seq).lists());
      read(next).lists().forEach(unused::remove);
      for (ListOf list : unused) {
        paths.files().delete(paths.fileList(list.folder(), list.seq()));
      }
    } catch (FileNotFoundException | OperatorError e) {
      log.warn("Its lists of files stay, unused: {}", e.getMessage());
    }
    paths.files().delete(paths.checkpoint(seq));
  }

  private static long seqOf(String name) {
    return Long.parseLong(name.substring(0, 20));
  }
}
