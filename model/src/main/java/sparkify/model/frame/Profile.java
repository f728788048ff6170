package sparkify.model.frame;

import org.jspecify.annotations.Nullable;

/** What the newest events of a user say about the user; each field as it was last said. */
final class Profile {
  private @Nullable String level;
  private @Nullable Long registration;
  private @Nullable String userAgent;
  private @Nullable String location;
  private @Nullable String gender;

  void add(Event event) {
    level = newer(event.level(), level);
    registration = newer(event.registration(), registration);
    userAgent = newer(event.userAgent(), userAgent);
    location = newer(event.location(), location);
    gender = newer(event.gender(), gender);
  }

  boolean isPaid() {
    return "paid".equals(level);
  }

  boolean isFemale() {
    return "F".equals(gender);
  }

  /** Epoch milliseconds; may lie after the events that tell it. */
  @Nullable Long registration() {
    return registration;
  }

  Device device() {
    return Device.of(userAgent);
  }

  Region region() {
    return Region.of(location);
  }

  private static <T> @Nullable T newer(@Nullable T said, @Nullable T before) {
    return said == null ? before : said;
  }
}
