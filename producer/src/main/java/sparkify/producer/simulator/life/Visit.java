package sparkify.producer.simulator.life;

/**
 * One visit to the service, in counts.
 *
 * @param second when it begins, in seconds since the UTC midnight of its day
 * @param paid whether the user pays when it begins
 * @param songs songs played
 * @param adverts adverts shown
 * @param errors pages that failed on an ordinary day
 * @param outageErrors pages that failed because of an outage
 * @param badSongs songs that missed the user's taste
 * @param finds songs the user is glad to have found
 * @param friends friends added
 * @param end how it ends
 */
public record Visit(
    int second,
    boolean paid,
    int songs,
    int adverts,
    int errors,
    int outageErrors,
    int badSongs,
    int finds,
    int friends,
    End end) {

  /** What a visit ends with. */
  public enum End {
    /** Nothing that lasts. */
    PAUSE,
    UPGRADE,
    DOWNGRADE,
    CANCELLATION
  }
}
