package sparkify.common.config;

/**
 * The containers of a Spark application on YARN.
 *
 * @param driver memory of the application master
 * @param executor memory of each executor
 * @param executors number of executors
 * @param executorCores tasks that one executor runs at a time
 */
public record ApplicationSettings(
    ContainerSettings driver, ContainerSettings executor, int executors, int executorCores) {
  static ApplicationSettings from(Section application) {
    Section executor = application.section("executor");
    return new ApplicationSettings(
        ContainerSettings.from(application.section("driver")),
        ContainerSettings.from(executor),
        executor.integer("instances", 1, 10_000),
        executor.integer("cores", 1, 1_000));
  }

  /** Tasks that all executors together run at a time. */
  public int cores() {
    return executors * executorCores;
  }
}
