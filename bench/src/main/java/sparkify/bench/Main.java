package sparkify.bench;

import sparkify.common.launch.Launcher;

/** The entry point of {@code ./deploy.sh bench}. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Launcher.run(new BenchCommand(), args));
  }
}
