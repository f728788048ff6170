package sparkify.model.frame;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The region of the United States, after the Census Bureau, of a place such as {@code "Salem, OR"};
 * of an area over several states, such as {@code "New York-Newark-Jersey City, NY-NJ-PA"}, that of
 * the first.
 */
enum Region {
  NORTHEAST("CT ME MA NH RI VT NJ NY PA"),
  MIDWEST("IL IN MI OH WI IA KS MN MO NE ND SD"),
  SOUTH("DE FL GA MD NC SC VA DC WV AL KY MS TN AR LA OK TX"),
  WEST("AZ CO ID MT NV NM UT WY AK CA HI OR WA"),
  OTHER("");

  @SuppressWarnings("ImmutableEnumChecker") // It is: made by Set.of.
  private final Set<String> states;

  Region(String states) {
    this.states = Set.of(states.split(" ", -1));
  }

  static Region of(@Nullable String location) {
    if (location == null) {
      return OTHER;
    }
    String state = location.substring(location.lastIndexOf(',') + 1).strip().split("-", 2)[0];
    for (Region region : values()) {
      if (region.states.contains(state)) {
        return region;
      }
    }
    return OTHER;
  }
}
