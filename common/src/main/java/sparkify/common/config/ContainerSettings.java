package sparkify.common.config;

/**
 * Memory of one YARN container.
 *
 * @param memoryBytes heap of its JVM
 * @param overheadBytes memory that the JVM needs outside its heap
 */
public record ContainerSettings(long memoryBytes, long overheadBytes) {
  private static final long MIB = 1 << 20;

  static ContainerSettings from(Section container) {
    return new ContainerSettings(
        container.bytes("memory", 471 * MIB), container.bytes("overhead", 64 * MIB));
  }
}
