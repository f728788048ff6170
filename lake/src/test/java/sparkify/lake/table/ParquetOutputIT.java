package sparkify.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.table.ParquetOutput.Place;

@Timeout(120)
class ParquetOutputIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  @Test
  void syncsCountsAndDigestsWhatAnotherWriterLeft() throws Exception {
    LakeFileSystem files = hdfs.lake("/output");
    ParquetOutput output = new ParquetOutput(files, "scores/_staging/1", "out");
    var path = files.at("scores/_staging/1/out/as_of=2018-11-30/part.parquet");
    var schema = MessageTypeParser.parseMessageType("message m { required int32 a; }");
    ExampleParquetWriter.builder(HadoopOutputFile.fromPath(path, files.configuration()))
        .withType(schema)
        .build()
        .close();
    long before = hdfs.syncs();
    var staged = output.staged(folder -> new Place("scores/" + folder, 1, 2));
    assertThat(hdfs.syncs()).isGreaterThan(before);
    assertThat(staged)
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.name()).isEqualTo("out/as_of=2018-11-30/part.parquet");
              assertThat(file.folder()).isEqualTo("scores/as_of=2018-11-30");
              assertThat(file.rows()).isZero();
              assertThat(file.sha256()).isEqualTo(files.sha256(path));
            });
  }
}
