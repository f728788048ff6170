package sparkify.producer.simulator.life;

import java.util.stream.IntStream;

/**
 * Who a user is.
 *
 * @param place where they live
 * @param hoursBehindUtc how far their clock is behind UTC
 * @param agent what they listen with
 */
public record Person(
    String place,
    int hoursBehindUtc,
    String agent,
    String lastName,
    String firstName,
    String gender) {
  private static final String[] WOMEN = {
    "Ada", "Bea", "Clara", "Dora", "Ella", "Freya", "Grace", "Hanna", "Iris", "Jana", "Kira",
    "Lena", "Maya", "Nora", "Olive", "Paula", "Rosa", "Sofia", "Tara", "Zoé"
  };
  private static final String[] MEN = {
    "Adam", "Ben", "Carl", "David", "Emil", "Felix", "George", "Hugo", "Ivan", "Jonas", "Karl",
    "Leo", "Max", "Noah", "Oscar", "Paul", "Ruben", "Samuel", "Tom", "José"
  };
  private static final String[] LAST = {
    "Adler", "Baker", "Carter", "Dale", "Ellis", "Fisher", "Gray", "Hill", "Irving", "Jones",
    "Keller", "Lane", "Miller", "Nash", "Owens", "Price", "Quinn", "Reed", "Stone", "Turner",
    "Vance", "Walker", "Young", "Zimmer"
  };
  private static final Texts PLACES = Texts.read("places.txt");
  private static final Texts AGENTS = Texts.read("agents.txt");
  // Places by size: Zipf's law, a little flatter at the top.
  private static final Alias BY_SIZE =
      new Alias(
          IntStream.range(0, PLACES.texts().size())
              .mapToDouble(rank -> 1.0 / (rank + 4))
              .toArray());
  private static final Alias BY_USE =
      new Alias(AGENTS.numbers().stream().mapToDouble(Integer::doubleValue).toArray());

  static Person draw(Dice dice) {
    int place = BY_SIZE.at(dice.between(0, 1));
    boolean woman = dice.chance(0.5);
    return new Person(
        PLACES.texts().get(place),
        -PLACES.numbers().get(place),
        AGENTS.texts().get(BY_USE.at(dice.between(0, 1))),
        dice.oneOf(LAST),
        dice.oneOf(woman ? WOMEN : MEN),
        woman ? "F" : "M");
  }
}
