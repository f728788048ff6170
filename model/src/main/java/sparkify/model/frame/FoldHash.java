package sparkify.model.frame;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import sparkify.common.Sha256;

/**
 * Assigns users to folds by a hash of id and seed, because blocks of ids correlate with the label.
 *
 * @param folds number of folds
 */
record FoldHash(long seed, int folds) implements Serializable {
  /** The fold of a user, 0 to folds − 1: the first 8 bytes of SHA-256(seed, id) modulo folds. */
  int fold(String userId) {
    byte[] id = userId.getBytes(StandardCharsets.UTF_8);
    byte[] input = ByteBuffer.allocate(Long.BYTES + id.length).putLong(seed).put(id).array();
    return Math.floorMod(ByteBuffer.wrap(new Sha256().add(input).bytes()).getLong(), folds);
  }
}
