package sparkify.lake.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.common.ParallelTasks;
import sparkify.common.config.LogSettings;

/**
 * Writes checkpoints, so that a log costs the same to open however long it is: bundles manifests
 * into an archive, lists the live files of the folders that they changed, writes the checkpoint,
 * and then deletes the manifests.
 *
 * <p>What these files hold follows from the log alone, and each takes its final name by a rename
 * that does not overwrite. So a writer may die at any step or be overtaken by another one: whoever
 * goes on finds files as good as its own.
 */
final class Checkpointer {
  private static final Logger log = LoggerFactory.getLogger(Checkpointer.class);
  private static final int THREADS = 8;
  private static final int CHUNK = 128;

  private final TablePaths paths;
  private final CommitLog commits;
  private final Checkpoints checkpoints;
  private final Staging staging;
  private final LogSettings settings;
  private final String application;
  private final Clock clock;

  /** The newest checkpoint as of the last look. */
  private long newest;

  Checkpointer(CommitLog commits, LogSettings settings, Driver driver) {
    this.paths = commits.paths();
    this.commits = commits;
    this.checkpoints = commits.checkpoints();
    this.staging = new Staging(paths);
    this.settings = settings;
    this.application = driver.application();
    this.clock = driver.clock();
  }

  /**
   * Writes the next checkpoint if it is due; at most one, so that a long log does not keep its
   * driver from landing.
   *
   * @param published a commit; it and all before it are published
   */
  void advance(long published) throws IOException {
    if (published - newest < settings.checkpointEvery()) {
      return;
    }
    newest = checkpoints.newest();
    if (published - newest < settings.checkpointEvery()) {
      return;
    }
    String id = staging.create(published + 1, application);
    try {
      newest = write(id, newest);
    } catch (FileNotFoundException e) {
      if (staging.exists(id, application) && checkpoints.newest() <= newest) {
        throw e;
      }
      log.warn("Left the checkpoint of {} to another driver: {}", paths.root(), e.getMessage());
      return;
    } finally {
      staging.delete(id);
    }
    commits.manifests().deleteUpTo(newest);
    checkpoints.deleteSuperseded(clock.instant().minus(settings.keepReplaced()));
    log.info("Checkpoint at commit {} of {}", newest, paths.root());
  }

  /** Archives the commits after {@code base}, and returns the last of them. */
  private long archive(String id, long base) throws IOException {
    Archives.Archive begun = commits.archives().holding(base + 1);
    if (begun != null && isSound(begun)) {
      return begun.last();
    }
    long until = base + settings.checkpointEvery();
    Path temporary = new Path(paths.files().resolved(folder(id)), "archive.jsonl");
    try (FSDataOutputStream out = paths.files().createDurably(temporary)) {
      for (long from = base; from < until; from += CHUNK) {
        copy(from, Math.min(until, from + CHUNK), out);
      }
    }
    if (begun != null && checkpoints.newest() <= base) {
      paths.files().delete(begun.path());
    }
    place(new Path(folder(id), "archive.jsonl"), paths.archive(base + 1, until));
    return until;
  }

  private void copy(long after, long upTo, FSDataOutputStream out) throws IOException {
    List<Long> seqs = LongStream.rangeClosed(after + 1, upTo).boxed().toList();
    List<byte[]> manifests = commits.manifests().bytes(seqs);
    for (int i = 0; i < seqs.size(); i++) {
      commits.manifests().parse(seqs.get(i), manifests.get(i));
      out.write(manifests.get(i));
    }
  }

  /** Whether an archive that no checkpoint covers yet can be read; if not, it is written again. */
  private boolean isSound(Archives.Archive archive) throws IOException {
    try {
      commits.archives().replay(archive.first() - 1, archive.last(), manifest -> {});
      return true;
    } catch (OperatorError e) {
      log.warn("{}; archiving its commits again", e.getMessage());
      return false;
    }
  }

  /** Writes the checkpoint after the one at {@code base}, and returns its commit. */
  private long write(String id, long base) throws IOException {
    long until = archive(id, base);
    ChangedFolders folders = changed(base, until);
    List<FileList> lists = folders.lists();
    List<Callable<Void>> writes = new ArrayList<>();
    for (FileList list : lists) {
      Path temporary = new Path(folder(id), "list-" + writes.size() + ".json");
      writes.add(() -> write(list, temporary, until));
    }
    new ParallelTasks("write the file lists of " + paths.root(), THREADS).run(writes);
    Path temporary = new Path(folder(id), "checkpoint.json");
    byte[] checkpoint = LogFile.CHECKPOINT.write(folders.checkpoint(lists));
    paths.files().writeDurably(temporary, checkpoint);
    place(temporary, paths.checkpoint(until));
    return until;
  }

  private Void write(FileList list, Path temporary, long until) throws IOException {
    paths.files().writeDurably(temporary, LogFile.FILE_LIST.write(list));
    place(temporary, paths.fileList(list.folder(), until));
    return null;
  }

  /** Reads the archive back, before anything is deleted, and finds what it changes. */
  private ChangedFolders changed(long base, long until) throws IOException {
    try {
      Checkpoint from = base == 0 ? Checkpoint.EMPTY : checkpoints.read(base);
      ChangedFolders folders = new ChangedFolders(checkpoints, from);
      commits.archives().replay(base, until, folders::apply);
      return folders;
    } catch (FileNotFoundException | OperatorError e) {
      log.warn("{}; writing the next checkpoint without it", e.getMessage());
      return new ChangedFolders(
          checkpoints, commits.readTableUpTo(until), commits.folderChangesUpTo(until));
    }
  }

  private Path folder(String id) {
    return paths.files().at(paths.staging(id));
  }

  /** Gives a finished file its name, unless another writer was faster with the same content. */
  private void place(Path temporary, Path home) throws IOException {
    paths.files().mkdirs(home.getParent());
    try {
      paths.files().rename(temporary, home);
    } catch (FileAlreadyExistsException e) {
      log.info("{} is already written", home);
    }
  }
}
