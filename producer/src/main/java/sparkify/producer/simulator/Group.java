package sparkify.producer.simulator;

import java.util.BitSet;
import java.util.List;
import sparkify.producer.simulator.life.Population;
import sparkify.producer.simulator.life.Visit;

/** Some users of the service, whom one thread at a time advances by a day. */
final class Group {
  private static final int DAY_SECONDS = 86_400;
  private static final double SEEN_REGISTERING = 0.25;

  private final Population population;
  private final Listener[] listeners;
  private final DayEvents events = new DayEvents();
  private final VisitWriter writer;
  private final double opinionsPerDay;
  private final BitSet leaving = new BitSet();

  /**
   * @param incomplete share of the events that lack a field
   * @param opinionsPerDay the growth of opinions per song in a day, as a logarithm
   */
  Group(
      Population population,
      Listener[] listeners,
      Catalogue catalogue,
      double incomplete,
      double opinionsPerDay) {
    this.population = population;
    this.listeners = listeners;
    this.writer = new VisitWriter(catalogue, incomplete, events, listeners[0]);
    this.opinionsPerDay = opinionsPerDay;
  }

  /** Lives a day; its events are complete then. */
  Events live(int day) {
    events.begin((day + 1) * DAY_SECONDS);
    leaving.clear();
    double opinions = StrictMath.exp(opinionsPerDay * day);
    for (Listener listener : listeners) {
      events.resume(listener.user);
      writer.turnTo(listener, day);
      if (population.isNew(listener.user)) {
        arrive(listener);
      } else if (population.isThere(listener.user)) {
        wakeUp(listener.user);
      } else {
        continue;
      }
      visit(listener.user, day, opinions);
    }
    return events.events();
  }

  /** Who cancelled on the day lived last. */
  BitSet leaving() {
    return leaving;
  }

  private void arrive(Listener listener) {
    if (listener.dice.chance(SEEN_REGISTERING)) {
      writer.register((int) population.registered(listener.user));
    }
  }

  private void wakeUp(int user) {
    population.wakeUp(user);
    leaving.set(user, population.life(user).leaves());
  }

  private void visit(int user, int day, double opinions) {
    List<Visit> visits = population.visits(user);
    double mood = population.life(user).mood();
    visits.forEach(visit -> writer.write(visit, day * DAY_SECONDS, mood, opinions));
  }
}
