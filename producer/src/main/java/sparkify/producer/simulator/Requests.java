package sparkify.producer.simulator;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import sparkify.producer.simulator.life.Dice;

/** The requests behind the pages. The page {@code Error} has many: whatever was asked for. */
final class Requests {
  private static final int REDIRECT = 178;
  private static final int ERROR_PAGE = 1_903;
  private static final Map<Page, Request> BY_PAGE = new EnumMap<>(Page.class);
  private static final Request[] MISSING = {
    missing("/playlists/summer-2016"), missing("/artists/unknown"), missing("/songs/removed"),
    missing("/img/cover.png"), missing("/events"), missing("/favicon.ico")
  };
  private static final Request[] FAILED = {
    failed("GET", "/home"),
    failed("PUT", "/next-song"),
    failed("PUT", "/add-to-playlist"),
    failed("GET", "/settings"),
    failed("PUT", "/thumbs-up")
  };

  static {
    for (Page page : Page.values()) {
      BY_PAGE.put(
          page, Request.of(page.method(), path(page), page.status(), bytes(page), referer(page)));
    }
  }

  private Requests() {}

  /** The request of a page that could be shown. */
  static Request of(Page page) {
    return Objects.requireNonNull(BY_PAGE.get(page));
  }

  /** A request for what does not exist. */
  static Request missing(Dice dice) {
    return dice.oneOf(MISSING);
  }

  /** A request that the service failed to answer. */
  static Request failed(Dice dice) {
    return dice.oneOf(FAILED);
  }

  private static Request missing(String path) {
    return Request.of("GET", path, 404, ERROR_PAGE, "/home");
  }

  private static Request failed(String method, String path) {
    return Request.of(method, path, 500, ERROR_PAGE, "/home");
  }

  private static String path(Page page) {
    return "/" + page.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int bytes(Page page) {
    return switch (page) {
      case ROLL_ADVERT -> 480_000;
      case HOME -> 18_200;
      case HELP -> 9_500;
      case ABOUT -> 7_200;
      case SETTINGS -> 6_100;
      case UPGRADE, DOWNGRADE -> 8_300;
      case REGISTER -> 5_400;
      case CANCELLATION_CONFIRMATION -> 4_200;
      case ADD_TO_PLAYLIST -> 420;
      default -> REDIRECT;
    };
  }

  private static String referer(Page page) {
    return switch (page) {
      case HOME -> Request.NOWHERE;
      case SAVE_SETTINGS -> path(Page.SETTINGS);
      case SUBMIT_UPGRADE -> path(Page.UPGRADE);
      case SUBMIT_DOWNGRADE -> path(Page.DOWNGRADE);
      case SUBMIT_REGISTRATION -> path(Page.REGISTER);
      case CANCEL -> path(Page.SETTINGS);
      case CANCELLATION_CONFIRMATION -> path(Page.CANCEL);
      default -> path(Page.HOME);
    };
  }
}
