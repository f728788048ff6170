package sparkify.producer.simulator;

/** The client that the scenario {@code new-client} brings. */
final class NewClient {
  static final String AGENT = "Sparkify/2.0 (Android 4.4.4; Nexus 5)";

  /** What it sends besides the fields of the other clients. */
  static final String UNKNOWN_FIELD = ",\"client\":{\"name\":\"sparkify-android\",\"build\":2001}";

  private NewClient() {}
}
