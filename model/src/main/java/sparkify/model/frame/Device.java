package sparkify.model.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kind of device that a user agent names. */
enum Device {
  // Phones first: an iPhone's user agent also contains "Mac OS X", an Android phone's "Linux".
  MOBILE(List.of("iPhone", "iPad", "Android", "Mobile")),
  WINDOWS(List.of("Windows")),
  MAC(List.of("Macintosh", "Mac OS")),
  LINUX(List.of("Linux", "X11")),
  OTHER(List.of());

  @SuppressWarnings("ImmutableEnumChecker") // Immutable: created by List.of.
  private final List<String> markers;

  Device(List<String> markers) {
    this.markers = markers;
  }

  static Device of(@Nullable String userAgent) {
    if (userAgent == null) {
      return OTHER;
    }
    for (Device device : values()) {
      if (device.markers.stream().anyMatch(userAgent::contains)) {
        return device;
      }
    }
    return OTHER;
  }
}
