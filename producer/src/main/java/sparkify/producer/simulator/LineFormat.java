package sparkify.producer.simulator;

/** How what users do is written, one line for each of their events. */
interface LineFormat {
  /** Appends a line without its end. */
  void write(int second, int user, long event, Json line);

  /**
   * What else there is to write on a day, in events that only this format understands, of users
   * numbered after the real ones. Any thread may ask.
   */
  default Events more(int day) {
    return new Events();
  }
}
