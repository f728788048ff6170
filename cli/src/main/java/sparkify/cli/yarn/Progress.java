package sparkify.cli.yarn;

/** Prints what an application has done since the last update. */
interface Progress {
  /** Called every few hundred milliseconds while the application runs. */
  void update();

  /** Called once the application has ended, however it ended: prints everything not printed yet. */
  default void finish() {
    update();
  }
}
