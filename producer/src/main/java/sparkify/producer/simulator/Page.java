package sparkify.producer.simulator;

/** The pages of the service, with the HTTP method and status of each. */
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"}) // The array is private to each page.
enum Page {
  NEXT_SONG("NextSong", "PUT", 200),
  THUMBS_UP("Thumbs Up", "PUT", 307),
  THUMBS_DOWN("Thumbs Down", "PUT", 307),
  ADD_TO_PLAYLIST("Add to Playlist", "PUT", 200),
  ADD_FRIEND("Add Friend", "PUT", 307),
  ROLL_ADVERT("Roll Advert", "GET", 200),
  HOME("Home", "GET", 200),
  HELP("Help", "GET", 200),
  ABOUT("About", "GET", 200),
  ERROR("Error", "GET", 404),
  SETTINGS("Settings", "GET", 200),
  SAVE_SETTINGS("Save Settings", "PUT", 307),
  UPGRADE("Upgrade", "GET", 200),
  SUBMIT_UPGRADE("Submit Upgrade", "PUT", 307),
  DOWNGRADE("Downgrade", "GET", 200),
  SUBMIT_DOWNGRADE("Submit Downgrade", "PUT", 307),
  LOGIN("Login", "PUT", 307),
  LOGOUT("Logout", "PUT", 307),
  REGISTER("Register", "GET", 200),
  SUBMIT_REGISTRATION("Submit Registration", "PUT", 307),
  CANCEL("Cancel", "PUT", 307),
  CANCELLATION_CONFIRMATION("Cancellation Confirmation", "GET", 200);

  private final String method;
  private final int status;
  private final byte[][] texts = new byte[Auth.values().length][];

  Page(String name, String method, int status) {
    this.method = method;
    this.status = status;
    for (Auth auth : Auth.values()) {
      texts[auth.ordinal()] =
          Json.bytes(
              ",\"page\":\"%s\",\"auth\":\"%s\",\"method\":\"%s\",\"status\":%d"
                  .formatted(name, auth.text, method, status));
    }
  }

  /** The HTTP method that asks for it. */
  String method() {
    return method;
  }

  /** The HTTP status of its answer. */
  int status() {
    return status;
  }

  /** Writes page, auth, method and status. */
  void write(Json line, Auth auth) {
    line.raw(texts[auth.ordinal()]);
  }

  /** Whether the service knows the user. */
  enum Auth {
    LOGGED_IN("Logged In"),
    LOGGED_OUT("Logged Out"),
    GUEST("Guest"),
    CANCELLED("Cancelled");

    private final String text;

    Auth(String text) {
      this.text = text;
    }

    boolean known() {
      return this == LOGGED_IN || this == CANCELLED;
    }
  }
}
