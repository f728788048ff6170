package sparkify.cli.demo;

import java.nio.file.Path;
import sparkify.cli.Home;
import sparkify.cli.Services;
import sparkify.common.config.Settings;

/** What a demo keeps on this machine. */
public final class DemoFiles {
  private DemoFiles() {}

  /** Where the demo of the dataset in force writes down what it replays. */
  public static Path record(Settings settings, Home home) {
    return new Services(settings, home)
        .local()
        .directory()
        .resolve("demo")
        .resolve(settings.dataset().name() + ".json");
  }
}
