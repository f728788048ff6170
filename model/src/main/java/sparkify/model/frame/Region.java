package sparkify.model.frame;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The US census region of a place such as {@code "Salem, OR"}. An area that spans several states,
 * such as {@code "New York-Newark-Jersey City, NY-NJ-PA"}, counts for its first state.
 */
enum Region {
  NORTHEAST("CT ME MA NH RI VT NJ NY PA"),
  MIDWEST("IL IN MI OH WI IA KS MN MO NE ND SD"),
  SOUTH("DE FL GA MD NC SC VA DC WV AL KY MS TN AR LA OK TX"),
  WEST("AZ CO ID MT NV NM UT WY AK CA HI OR WA"),
  OTHER("");

  @SuppressWarnings("ImmutableEnumChecker") // Immutable: created by Set.of.
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
