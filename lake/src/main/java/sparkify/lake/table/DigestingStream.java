package sparkify.lake.table;

import java.io.IOException;
import org.apache.parquet.io.PositionOutputStream;
import sparkify.common.Sha256;

/**
 * Digests a file on its way to HDFS: what is digested are the bytes that were meant, whatever
 * becomes of them later.
 */
final class DigestingStream extends PositionOutputStream {
  private final PositionOutputStream out;
  private final Sha256 sha256;

  DigestingStream(PositionOutputStream out, Sha256 sha256) {
    this.out = out;
    this.sha256 = sha256;
  }

  @Override
  public long getPos() throws IOException {
    return out.getPos();
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
    sha256.add((byte) one);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    sha256.add(bytes, from, length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
