package sparkify.bench.part;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sparkify.cli.environment.Environment;
import sparkify.common.config.SettingsLoader;
import sparkify.lake.log.TablePaths;

/** A dataset of one run: its topic and its lake are deleted when this is closed. */
final class OwnDataset implements AutoCloseable {
  private final Cluster cluster;
  private final String name;
  private final String base;

  private OwnDataset(Cluster cluster, String name, String base) {
    this.cluster = cluster;
    this.name = name;
    this.base = base;
  }

  /** A dataset whose topic is empty. */
  static OwnDataset create(Bench bench, String suffix) {
    OwnDataset dataset =
        new OwnDataset(bench.cluster(), bench.newDataset(suffix), bench.cluster().folder(suffix));
    bench.cluster().createTopic(dataset.topic());
    return dataset;
  }

  String name() {
    return name;
  }

  String topic() {
    return name + ".events";
  }

  /** Its table of events. */
  TablePaths table() throws IOException {
    return cluster.events(base + "/" + name);
  }

  /** A command on this dataset. */
  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("--dataset", name, "-Dlake.base=" + base));
    return whole;
  }

  /** What commands on this dataset work with. */
  Environment environment() {
    return Environment.of(SettingsLoader.load(null, Map.of("dataset", name, "lake.base", base)));
  }

  @Override
  public void close() throws IOException {
    cluster.deleteTopic(topic());
    cluster.delete(base);
  }
}
