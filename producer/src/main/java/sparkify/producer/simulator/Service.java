package sparkify.producer.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import sparkify.common.config.Quirk;
import sparkify.common.config.ScenarioSettings;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Dice.Stream;
import sparkify.producer.simulator.life.Population;
import sparkify.producer.simulator.life.Run;

/** One service with its users, in groups that can be advanced side by side. */
final class Service {
  private static final int GROUP = 256;
  private static final double REGISTERED_LATE = 0.02;
  private static final double LATE_BY_DAYS = 3;
  private static final double INCOMPLETE = 0.002;
  private static final double DRIFT_DAYS = 30;

  private final SimulatorSettings settings;
  private final Population population;
  private final LineFormat format;
  private final List<Group> groups = new ArrayList<>();

  Service(Run run, SimulatedFeed feed) {
    settings = run.service();
    UnaryOperator<String> spelling = spelling(settings);
    Catalogue catalogue = new Catalogue(settings.seed(), spelling);
    population = new Population(settings);
    Dice[] dice = new Dice[settings.users()];
    long[] registrations = new long[settings.users()];
    for (int user = 0; user < dice.length; user++) {
      dice[user] = Dice.of(settings.seed(), Stream.EXTRAS, user);
      registrations[user] = registration(user, dice[user]);
    }
    format =
        switch (feed) {
          case EVENTS -> events(run, catalogue, registrations, spelling);
          case ACCESS -> new AccessFormat(settings, population, catalogue);
        };
    group(catalogue, dice);
  }

  LineFormat format() {
    return format;
  }

  /** The work of one day, which any threads may do in any order. */
  List<Callable<Events>> day(int day) {
    List<Callable<Events>> work = new ArrayList<>();
    groups.forEach(group -> work.add(() -> group.live(day)));
    work.add(() -> format.more(day));
    return work;
  }

  /** Ends the day, after all of its work. */
  void endDay() {
    BitSet leaving = new BitSet();
    groups.forEach(group -> leaving.or(group.leaving()));
    population.endDay(leaving);
  }

  private EventFormat events(
      Run run, Catalogue catalogue, long[] registrations, UnaryOperator<String> spelling) {
    long start = settings.start().getEpochSecond();
    EventFormat events = new EventFormat(start, catalogue, settings.users(), run.firstId());
    for (int user = 0; user < registrations.length; user++) {
      long registrationMs = 1_000 * (start + registrations[user]);
      events.add(
          user, (long) run.firstId() + user, population.person(user), registrationMs, spelling);
    }
    return events;
  }

  private void group(Catalogue catalogue, Dice[] dice) {
    ScenarioSettings scenario = settings.world();
    double incomplete = settings.quirks().contains(Quirk.MISSING_FIELDS) ? INCOMPLETE : 0;
    for (int first = 0; first < dice.length; first += GROUP) {
      Listener[] listeners = new Listener[Math.min(GROUP, dice.length - first)];
      for (int i = 0; i < listeners.length; i++) {
        int user = first + i;
        listeners[i] =
            new Listener(
                user,
                Dice.of(settings.seed(), Stream.CLICKS, user),
                newClientFrom(scenario.newClient(), dice[user]));
      }
      groups.add(
          new Group(
              population,
              listeners,
              catalogue,
              incomplete,
              scenario.drift().opinions() / DRIFT_DAYS));
    }
  }

  private static int newClientFrom(ScenarioSettings.NewClient client, Dice dice) {
    return client.perDay() == 0
        ? Integer.MAX_VALUE
        : client.day() + (int) Math.min(1e6, dice.waiting(1 / client.perDay()));
  }

  private long registration(int user, Dice dice) {
    long registered = population.registered(user);
    boolean late =
        dice.chance(REGISTERED_LATE) && settings.quirks().contains(Quirk.LATE_REGISTRATIONS);
    return late && registered < 0 ? (long) dice.between(0, LATE_BY_DAYS * 86_400) : registered;
  }

  private static UnaryOperator<String> spelling(SimulatorSettings settings) {
    return settings.quirks().contains(Quirk.DOUBLE_ENCODING)
        ? text -> new String(Json.bytes(text), StandardCharsets.ISO_8859_1)
        : UnaryOperator.identity();
  }
}
