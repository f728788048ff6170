package sparkify.lake.audit;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Skips the bytes of a record. */
final class NoBytes implements Deserializer<Void> {
  @Override
  public @Nullable Void deserialize(String topic, byte[] data) {
    return null;
  }

  @Override
  public @Nullable Void deserialize(String topic, Headers headers, ByteBuffer data) {
    return null;
  }
}
