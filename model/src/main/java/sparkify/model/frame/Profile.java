package sparkify.model.frame;

import org.jspecify.annotations.Nullable;

/** A user's traits, each as in the newest event that has a value for it. */
final class Profile {
  private @Nullable String level;
  private @Nullable Long registration;
  private @Nullable String device;
  private @Nullable String region;
  private @Nullable String gender;

  void add(Event event) {
    level = newer(event.level(), level);
    registration = newer(event.registration(), registration);
    device = newer(event.device(), device);
    region = newer(event.region(), region);
    gender = newer(event.gender(), gender);
  }

  /** Whether an event at {@code other} changes the level. */
  boolean changesLevel(@Nullable String other) {
    return level != null && other != null && !level.equals(other);
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
    return device == null ? Device.OTHER : Device.valueOf(device);
  }

  Region region() {
    return region == null ? Region.OTHER : Region.valueOf(region);
  }

  private static <T> @Nullable T newer(@Nullable T value, @Nullable T before) {
    return value == null ? before : value;
  }
}
