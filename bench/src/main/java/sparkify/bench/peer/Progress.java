package sparkify.bench.peer;

/** Tells the runner how far a peer has come. */
final class Progress {
  private Progress() {}

  /**
   * @param atMs epoch milliseconds
   * @param rows written by then
   */
  static void print(long atMs, long rows) {
    System.out.println("PROGRESS " + atMs + " " + rows);
  }
}
