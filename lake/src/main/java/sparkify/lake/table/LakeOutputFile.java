package sparkify.lake.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;
import sparkify.common.Sha256;
import sparkify.lake.fs.LakeFileSystem;

/**
 * A new file of a lake for Parquet to write, which Parquet's own {@code HadoopOutputFile} would
 * leave unsynced.
 */
final class LakeOutputFile implements OutputFile {
  private final LakeFileSystem files;
  private final Path path;
  private final boolean sync;
  private final Sha256 sha256 = new Sha256();
  private @Nullable PositionOutputStream out;

  /**
   * @param path in a folder that is {@link LakeFileSystem#resolved}
   * @param sync whether the file is to be on disk once it is closed
   */
  LakeOutputFile(LakeFileSystem files, Path path, boolean sync) {
    this.files = files;
    this.path = path;
    this.sync = sync;
  }

  /** How much has been written so far, in bytes. */
  long position() throws IOException {
    return out == null ? 0 : out.getPos();
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    PositionOutputStream file =
        HadoopStreams.wrap(sync ? files.createDurably(path) : files.create(path));
    out = new DigestingStream(file, sha256);
    return out;
  }

  /** The SHA-256 of all that was written, in hex digits; to be asked for once, at the end. */
  String sha256() {
    return sha256.hex();
  }

  /** Not supported: a task never writes a file again. */
  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    throw new UnsupportedOperationException("Cannot overwrite " + path);
  }

  @Override
  public boolean supportsBlockSize() {
    return true;
  }

  @Override
  public long defaultBlockSize() {
    try {
      return files.blockSize(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String getPath() {
    return path.toString();
  }
}
