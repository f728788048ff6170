package sparkify.producer.compare;

import static sparkify.producer.compare.Figure.number;
import static sparkify.producer.compare.Figure.share;
import static sparkify.producer.compare.Measure.ofSum;
import static sparkify.producer.compare.Measure.ofUser;
import static sparkify.producer.compare.Measure.perUser;
import static sparkify.producer.compare.Measure.quantile;
import static sparkify.producer.compare.Measure.ratio;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import sparkify.producer.compare.Figure.Group;

/** All figures, in the order in which they are printed; to compare another, add it here. */
final class FigureCatalogue {
  private FigureCatalogue() {}

  static List<Group> groups() {
    return List.of(users(), fates(), sessions(), rows(), songs(), times());
  }

  private static Group users() {
    Function<Tally, DoubleStream> events = user -> DoubleStream.of((double) user.rows());
    Function<Tally, DoubleStream> age = user -> DoubleStream.of(user.first().age());
    return new Group(
        "Users",
        List.of(
            number("events per user, mean", perUser(Tally::rows)),
            number("events per user, 5%", quantile(0.05, events)),
            number("events per user, median", quantile(0.5, events)),
            number("events per user, 95%", quantile(0.95, events)),
            number("active days per user, mean", perUser(Tally::activeDays)),
            number("account age at first event, median days", quantile(0.5, age)),
            share("women", users(user -> user.first().gender().equals("F"))),
            number("agents among 100 users", different(100, Tally::agent)),
            number("places among 100 users", different(100, Tally::place))));
  }

  private static Group fates() {
    Predicate<Tally> cancelled = user -> user.rows(Trait.PAGE, "Cancellation Confirmation") > 0;
    Predicate<Tally> downgraded = user -> user.rows(Trait.PAGE, "Submit Downgrade") > 0;
    Predicate<Tally> upgraded = user -> user.rows(Trait.PAGE, "Submit Upgrade") > 0;
    return new Group(
        "Users who",
        List.of(
            share("cancelled", users(cancelled)),
            share("downgraded", users(downgraded)),
            share("upgraded", users(upgraded)),
            share("downgraded and cancelled", users(downgraded.and(cancelled))),
            number("cancelled first, on day", cancellationDay(0)),
            number("cancelled, on day, median", cancellationDay(0.5))));
  }

  private static Group sessions() {
    Function<Tally, DoubleStream> songs = ofSessions(Session::songs);
    Measure songsPerSession = ratio(ofUser(Tally::songs), ofUser(user -> user.sessions().size()));
    return new Group(
        "Sessions",
        List.of(
            number("sessions per user, mean", perUser(user -> user.sessions().size())),
            share("sessions whose id another user has too", FigureCatalogue::sharedIds),
            number("songs per session, mean", songsPerSession),
            number("songs per session, 5%", quantile(0.05, songs)),
            number("songs per session, median", quantile(0.5, songs)),
            number("songs per session, 95%", quantile(0.95, songs)),
            number("minutes, median", quantile(0.5, ofSessions(Session::minutes))),
            number("hours to the next session, median", quantile(0.5, Tally::gaps))));
  }

  private static Group rows() {
    Measure paid =
        ratio(tally -> tally.rows(Trait.LEVEL, "paid"), tally -> tally.rows(Trait.LEVEL).total());
    return new Group(
        "Rows",
        List.of(
            share("paid, of logged-in rows", paid),
            share("adverts", perRow(tally -> tally.rows(Trait.PAGE, "Roll Advert"))),
            share("without a user", perRow(tally -> tally.isUser() ? 0 : tally.rows())),
            share("before the account's registration", perRow(Tally::registeredLater)),
            number("bytes, mean", perRow(Tally::bytes))));
  }

  private static Group songs() {
    return new Group(
        "Songs",
        List.of(
            share("thumbs up per song", perSong("Thumbs Up")),
            share("thumbs down per song", perSong("Thumbs Down")),
            share("added to a playlist, per song", perSong("Add to Playlist")),
            share("friends added, per song", perSong("Add Friend")),
            share("errors per song", perSong("Error")),
            share("played by the user before", ratio(Tally::repeats, Tally::songs)),
            share(
                "plays of the ten most played artists",
                ofSum(Tally::artists, (profile, artists) -> artists.shareOfLargest(10))),
            number("artists among 10,000 plays", different(10_000, Tally::artists)),
            number("songs among 10,000 plays", different(10_000, Tally::plays))));
  }

  private static Group times() {
    return new Group(
        "Times",
        List.of(
            share("rows on a Saturday, of the mean day", weekday(5)),
            share("rows on a Sunday, of the mean day", weekday(6)),
            share("rows in the busiest hour, of the mean", hour(DoubleStream::max)),
            share("rows in the quietest hour, of the mean", hour(DoubleStream::min))));
  }

  private static Measure users(Predicate<Tally> which) {
    return perUser(user -> which.test(user) ? 1 : 0);
  }

  private static Measure perRow(ToDoubleFunction<Tally> value) {
    return ratio(value, Tally::rows);
  }

  private static Measure perSong(String page) {
    return ratio(tally -> tally.rows(Trait.PAGE, page), Tally::songs);
  }

  private static Function<Tally, DoubleStream> ofSessions(ToDoubleFunction<Session> value) {
    return user -> user.sessions().values().stream().mapToDouble(value);
  }

  /** How many different things there are, on average, among so many: comparable at any size. */
  private static Measure different(int among, Function<Tally, IntCounts> things) {
    return ofSum(things, (profile, sum) -> sum.expectedBins(among));
  }

  private static Measure cancellationDay(double q) {
    return profile ->
        quantile(q, user -> DoubleStream.of(user.cancelledAfter(profile.firstDay()))).on(profile);
  }

  private static Measure.Weighted sharedIds(Profile profile) {
    Map<Long, Integer> users = profile.usersBySessionId();
    ToDoubleFunction<Tally> shared =
        user ->
            user.sessions().keySet().stream().filter(id -> users.getOrDefault(id, 0) > 1).count();
    return ratio(ofUser(shared), ofUser(user -> user.sessions().size())).on(profile);
  }

  private static Measure weekday(int weekday) {
    return ofSum(
        tally -> tally.rows(Trait.WEEKDAY),
        (profile, rows) -> rows.share(weekday) * profile.days() / (double) profile.days(weekday));
  }

  private static Measure hour(Function<DoubleStream, OptionalDouble> which) {
    return ofSum(
        tally -> tally.rows(Trait.HOUR),
        (profile, rows) ->
            24 * which.apply(IntStream.range(0, 24).mapToDouble(rows::share)).orElse(Double.NaN));
  }
}
