package sparkify.producer.simulator.life;

/**
 * How satisfied a user is: the sum of what each {@link Cause} contributes and of the user's temper.
 *
 * <p>Adverts, bad songs and finds count per song, remembered over some hundred songs, so they do
 * not fade while the user is away. Errors, outages, a new price and friends who left fade by the
 * day.
 */
public final class Satisfaction {
  private static final Cause[] CAUSES = Cause.values();
  private static final double MEMORY_SONGS = 150;
  private static final double ADVERT_HURTS = 17;
  private static final double BAD_SONG_HURTS = 22;
  private static final double FIND_PLEASES = 10.5;
  private static final double ERROR_HURTS = 1.2;
  private static final double ERRORS_FADE = 0.95;
  private static final double OUTAGE_HURTS = 0.4;
  private static final double OUTAGE_HURTS_AT_MOST = 2;
  private static final double OUTAGE_FADES = 0.95;
  private static final double PRICE_FADES = 0.985;
  private static final double FRIEND_MISSED = 0.5;
  private static final double FRIENDS_FADE = 0.95;
  private static final double FRIEND_PLEASES = 0.03;

  private final double temper;
  private double advertsPerSong;
  private double badSongsPerSong;
  private double findsPerSong;
  private double errors;
  private double outages;
  private double price;
  private double friendsLeft;
  private int friends;

  Satisfaction(Habits habits) {
    this.temper = habits.temper();
    this.badSongsPerSong = habits.badSongs();
    this.findsPerSong = habits.finds();
  }

  private Satisfaction(Satisfaction other) {
    temper = other.temper;
    advertsPerSong = other.advertsPerSong;
    badSongsPerSong = other.badSongsPerSong;
    findsPerSong = other.findsPerSong;
    errors = other.errors;
    outages = other.outages;
    price = other.price;
    friendsLeft = other.friendsLeft;
    friends = other.friends;
  }

  Satisfaction copy() {
    return new Satisfaction(this);
  }

  /** The sum: 0 is about the mean, 1 makes a cancellation 2.7 times less likely. */
  public double level() {
    double level = temper;
    for (Cause cause : CAUSES) {
      level += of(cause);
    }
    return level;
  }

  /** What one cause contributes now. */
  public double of(Cause cause) {
    return switch (cause) {
      case ADVERTS -> -ADVERT_HURTS * advertsPerSong;
      case ERRORS -> -errors;
      case BAD_SONGS -> -BAD_SONG_HURTS * badSongsPerSong;
      case FINDS -> FIND_PLEASES * findsPerSong;
      case OUTAGES -> -outages;
      case PRICE -> -price;
      case FRIENDS -> FRIEND_PLEASES * friends - friendsLeft;
    };
  }

  /** The cause that costs the user most satisfaction. */
  public Cause worst() {
    Cause worst = CAUSES[0];
    for (Cause cause : CAUSES) {
      worst = of(cause) < of(worst) ? cause : worst;
    }
    return worst;
  }

  /** A night passes, after which {@code left} friends are gone and {@code present} are there. */
  void wakeUp(int left, int present) {
    errors *= ERRORS_FADE;
    outages *= OUTAGE_FADES;
    price *= PRICE_FADES;
    friendsLeft = FRIENDS_FADE * friendsLeft + FRIEND_MISSED * left;
    friends = present;
  }

  /** The price of the user's level changes: what that costs in satisfaction, 0 for nothing. */
  void charge(double dissatisfaction) {
    price = dissatisfaction;
  }

  /** A visit leaves its mark. */
  void remember(Visit visit) {
    errors += ERROR_HURTS * visit.errors();
    outages = Math.min(OUTAGE_HURTS_AT_MOST, outages + OUTAGE_HURTS * visit.outageErrors());
    if (visit.songs() > 0) {
      double weight = visit.songs() / (visit.songs() + MEMORY_SONGS);
      advertsPerSong += weight * (visit.adverts() / (double) visit.songs() - advertsPerSong);
      badSongsPerSong += weight * (visit.badSongs() / (double) visit.songs() - badSongsPerSong);
      findsPerSong += weight * (visit.finds() / (double) visit.songs() - findsPerSong);
    }
  }
}
