package sparkify.producer.simulator;

/** How what users do is written, one line for each of their events. */
interface LineFormat {
  /** Appends a line without its end. */
  void write(int second, int user, long event, Json line);
}
