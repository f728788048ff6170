package sparkify.model.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kind of device that a user agent names. */
enum Device {
  // Phones first: an iPhone's user agent also says "Mac OS X", an Android's also says "Linux".
  MOBILE(List.of("iPhone", "iPad", "Android", "Mobile")),
  WINDOWS(List.of("Windows")),
  MAC(List.of("Macintosh", "Mac OS")),
  LINUX(List.of("Linux", "X11")),
  OTHER(List.of());

  @SuppressWarnings("ImmutableEnumChecker") // It is: made by List.of.
  private final List<String> words;

  Device(List<String> words) {
    this.words = words;
  }

  static Device of(@Nullable String userAgent) {
    if (userAgent == null) {
      return OTHER;
    }
    for (Device device : values()) {
      if (device.words.stream().anyMatch(userAgent::contains)) {
        return device;
      }
    }
    return OTHER;
  }
}
