package sparkify.producer.simulator;

import sparkify.common.config.ScenarioSettings.Outage;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Dice.Stream;
import sparkify.producer.simulator.life.Population;

/**
 * Events as the service's web server logs them, one request each, in the Combined Log Format; and
 * the requests of {@link Strangers}.
 */
final class AccessFormat implements LineFormat {
  private static final int DAY_SECONDS = 86_400;
  private static final int SONG_BYTES_PER_SECOND = 16_000;
  private static final double FAILED = 0.1;
  private static final double SIZES_DIFFER = 0.15;
  private static final byte[] AGENT_OF_NEW_CLIENT = Json.bytes(NewClient.AGENT + "\"");

  private final long seed;
  private final Outage outage;
  private final Catalogue catalogue;
  private final LogClock clock;
  private final Strangers strangers;
  private final byte[][] hosts;
  private final byte[][] agents;

  AccessFormat(SimulatorSettings service, Population population, Catalogue catalogue) {
    this.seed = service.seed();
    this.outage = service.world().outage();
    this.catalogue = catalogue;
    this.clock = new LogClock(service);
    this.strangers = new Strangers(seed, service.users());
    this.hosts = new byte[service.users()][];
    this.agents = new byte[service.users()][];
    Addresses addresses = new Addresses(seed);
    for (int user = 0; user < hosts.length; user++) {
      hosts[user] = Addresses.begin(addresses.of(user));
      agents[user] = Json.bytes(population.person(user).agent() + "\"");
    }
  }

  @Override
  public void write(int second, int user, long event, Json line) {
    if (user >= hosts.length) {
      line.raw(strangers.host(user));
      clock.write(second, line);
      line.raw(strangers.request(user, event));
      return;
    }
    line.raw(hosts[user]);
    clock.write(second, line);
    request(second, event, diceOf(second, user, event), line);
    line.raw(Event.hasNewClient(event) ? AGENT_OF_NEW_CLIENT : agents[user]);
  }

  @Override
  public Events more(int day) {
    return strangers.visit(day);
  }

  /** Thrown anew for each line, so that it does not matter who writes which lines. */
  private Dice diceOf(int second, int user, long event) {
    return Dice.of(seed, Stream.REQUESTS, 31 * (31 * event + user) + second);
  }

  private void request(int second, long event, Dice dice, Json line) {
    Page page = Event.page(event);
    int song = Event.song(event);
    Request request = page == Page.ERROR ? error(second, dice) : Requests.of(page);
    if (song == Event.NONE) {
      double size = request.bytes() * dice.between(1 - SIZES_DIFFER, 1 + SIZES_DIFFER);
      request.write((long) size, line);
    } else {
      int rest = dice.below(SONG_BYTES_PER_SECOND);
      request.write((long) catalogue.seconds(song) * SONG_BYTES_PER_SECOND + rest, line);
    }
  }

  /** During an outage everything fails; otherwise most errors are pages that do not exist. */
  private Request error(int second, Dice dice) {
    boolean failed = outage.errorsOn(second / DAY_SECONDS) > 0 || dice.chance(FAILED);
    return failed ? Requests.failed(dice) : Requests.missing(dice);
  }
}
