package sparkify.model.frame;

import org.jspecify.annotations.Nullable;

/** A user's traits, each as in the newest event that has a value for it. */
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

  /** Epoch milliseconds; may be later than the events that carry it. */
  @Nullable Long registration() {
    return registration;
  }

  Device device() {
    return Device.of(userAgent);
  }

  Region region() {
    return Region.of(location);
  }

  private static <T> @Nullable T newer(@Nullable T value, @Nullable T before) {
    return value == null ? before : value;
  }
}
