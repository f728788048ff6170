package sparkify.producer.simulator;

import java.util.BitSet;
import java.util.List;
import sparkify.producer.simulator.life.Life;
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

  Group(
      Population population,
      Listener[] listeners,
      Catalogue catalogue,
      boolean hasIncomplete,
      double opinionsPerDay) {
    this.population = population;
    this.listeners = listeners;
    this.writer = new VisitWriter(catalogue, hasIncomplete, events, listeners[0]);
    this.opinionsPerDay = opinionsPerDay;
  }

  /** Lives a day; its events are complete then. */
  Events live(int day) {
    events.begin((day + 1) * DAY_SECONDS);
    leaving.clear();
    double opinions = StrictMath.exp(opinionsPerDay * day);
    for (Listener listener : listeners) {
      events.resume(listener.user);
      if (population.isNew(listener.user)) {
        arrive(listener, day, opinions);
      } else if (population.isThere(listener.user)) {
        live(listener, day, opinions);
      }
    }
    return events.events();
  }

  /** Who cancelled on the day lived last. */
  BitSet leaving() {
    return leaving;
  }

  private void arrive(Listener listener, int day, double opinions) {
    int second = (int) population.registered(listener.user);
    writer.turnTo(listener, day >= listener.newClientFrom);
    if (listener.dice.chance(SEEN_REGISTERING)) {
      writer.register(second);
    }
    write(listener, day, opinions, false);
  }

  private void live(Listener listener, int day, double opinions) {
    Life life = population.life(listener.user);
    population.wakeUp(listener.user);
    if (life.leaves()) {
      leaving.set(listener.user);
    }
    writer.turnTo(listener, day >= listener.newClientFrom);
    write(listener, day, opinions, life.paid());
  }

  private void write(Listener listener, int day, double opinions, boolean paidBefore) {
    boolean paid = paidBefore;
    List<Visit> visits = population.visits(listener.user);
    double mood = population.life(listener.user).mood();
    for (Visit visit : visits) {
      writer.write(visit, day * DAY_SECONDS, paid, mood, opinions);
      paid = visit.end() == Visit.End.UPGRADE || (paid && visit.end() != Visit.End.DOWNGRADE);
    }
  }
}
