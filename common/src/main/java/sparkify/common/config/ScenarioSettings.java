package sparkify.common.config;

/**
 * What happens to a simulated service; days count from 0, the first.
 *
 * @param newcomers share of the users who register after the beginning
 * @param signal how strongly satisfaction moves the hazard of cancelling: 1 fully, 0 not at all
 * @param priceRise the paid level costs more from a day on
 * @param outage days on which many pages fail
 * @param newClient a client that spreads among the users from a day on
 * @param drift how habits change over the days
 */
public record ScenarioSettings(
    double newcomers,
    double signal,
    PriceRise priceRise,
    Outage outage,
    NewClient newClient,
    Drift drift) {

  static ScenarioSettings from(Section scenario) {
    return new ScenarioSettings(
        scenario.number("newcomers", 0, 1),
        scenario.number("signal", 0, 1),
        PriceRise.from(scenario.section("price-rise")),
        Outage.from(scenario.section("outage")),
        NewClient.from(scenario.section("new-client")),
        Drift.from(scenario.section("drift")));
  }

  /**
   * A new price of the paid level.
   *
   * @param day the first day of the new price
   * @param dissatisfaction what it costs the median paying user in satisfaction, at first
   */
  public record PriceRise(int day, double dissatisfaction) {
    static PriceRise from(Section rise) {
      return new PriceRise(dayOf(rise), rise.number("dissatisfaction", 0, 10));
    }
  }

  /**
   * Days on which many pages fail.
   *
   * @param day its first day
   * @param days its length
   * @param errorsPerSong errors in addition to the usual ones
   */
  public record Outage(int day, int days, double errorsPerSong) {
    static Outage from(Section outage) {
      return new Outage(
          dayOf(outage),
          outage.integer("days", 0, SimulatorSettings.MAX_DAYS),
          outage.number("errors-per-song", 0, 1));
    }

    /** The errors per song that the outage adds on this day. */
    public double errorsOn(int today) {
      return today >= day && today < day + days ? errorsPerSong : 0;
    }
  }

  /**
   * A client that spreads.
   *
   * @param day the first day on which it is offered
   * @param perDay the share of the users without it who take it each day
   */
  public record NewClient(int day, double perDay) {
    static NewClient from(Section client) {
      return new NewClient(dayOf(client), client.number("per-day", 0, 1));
    }
  }

  /**
   * Changes over 30 days, each a natural logarithm: 0.1 is 10% more, -0.1 is 10% less.
   *
   * @param visits of the number of visits
   * @param songs of the songs per visit
   * @param adverts of the adverts per song
   * @param opinions of the thumbs per song
   */
  public record Drift(double visits, double songs, double adverts, double opinions) {
    static Drift from(Section drift) {
      return new Drift(
          drift.number("visits", -3, 3),
          drift.number("songs", -3, 3),
          drift.number("adverts", -3, 3),
          drift.number("opinions", -3, 3));
    }
  }

  private static int dayOf(Section event) {
    return event.integer("day", 0, SimulatorSettings.MAX_DAYS);
  }
}
