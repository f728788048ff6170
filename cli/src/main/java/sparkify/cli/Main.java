package sparkify.cli;

import sparkify.common.launch.Launcher;

/** The entry point that deploy.sh starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Launcher.run(new RootCommand(), new BringUpServices(), args));
  }
}
