package sparkify.cli;

import sparkify.common.launch.Launcher;

/** The door that deploy.sh opens. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Launcher.run(new FrontDoor(), new BringUpServices(), args));
  }
}
