package sparkify.lake.table;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Counts the reasons of rejected records, reading no other column of their files. */
public final class RejectReasons {
  private final Configuration configuration;

  public RejectReasons(Configuration configuration) {
    this.configuration = new Configuration(configuration);
    this.configuration.set(
        ReadSupport.PARQUET_READ_SCHEMA,
        "message reject { required binary " + RejectSupport.REASON + " (STRING); }");
  }

  /** How many records of {@code file} were rejected for each reason. */
  public Map<String, Long> of(Path file) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(configuration).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        counts.merge(row.getString(RejectSupport.REASON, 0), 1L, Long::sum);
      }
    }
    return counts;
  }
}
