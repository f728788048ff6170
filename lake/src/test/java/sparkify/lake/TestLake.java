package sparkify.lake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.kafka.RecordSum;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession;
import sparkify.lake.log.CommitSession.Batch;
import sparkify.lake.log.CommitSession.Opening;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Driver;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Cut;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.TablePaths;
import sparkify.lake.table.LandedRow;
import sparkify.lake.table.RejectedRecord;
import sparkify.lake.table.StagedFiles;

/** A test's own dataset: a topic to send to, and a lake to land in, without Spark. */
public final class TestLake {
  private final EmbeddedKafka kafka;
  private final EmbeddedHdfs hdfs;
  private final String dataset;
  private final Settings settings;
  private final LakeFileSystem files;

  /** What landing sees of the value of a record. */
  private UnaryOperator<byte[]> values = value -> value;

  private boolean early;

  /** The parser that landing uses. */
  private RowParser parser;

  /** Creates the topic; the first opening creates the lake's folder. */
  public TestLake(EmbeddedKafka kafka, EmbeddedHdfs hdfs, String dataset, int partitions) {
    this.kafka = kafka;
    this.hdfs = hdfs;
    this.dataset = dataset;
    this.settings =
        SettingsLoader.load(
            null,
            Map.of(
                "dataset",
                dataset,
                "lake.base",
                hdfs.uri() + "/lakes",
                "kafka.bootstrap-servers",
                kafka.bootstrapServers()));
    this.files = hdfs.lake("/lakes/" + dataset);
    this.parser = feed().parser();
    kafka.createTopic(topic(), partitions);
  }

  public String topic() {
    return settings.dataset().topic();
  }

  public Settings settings() {
    return settings;
  }

  public LakeFileSystem files() {
    return files;
  }

  public CommitLog log() {
    return new CommitLog(new TablePaths(files, feed().table()));
  }

  /** The command-line options that name this dataset. */
  public String[] options(String... more) {
    List<String> all = new ArrayList<>(List.of("--dataset", dataset));
    all.add("-Dlake.base=" + hdfs.uri() + "/lakes");
    all.add("-Dkafka.bootstrap-servers=" + kafka.bootstrapServers());
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Sends {@code values} to one partition, as they are. */
  public void send(int partition, String... values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      send(producer, partition, values);
    }
  }

  /** Sends in a transaction that is then committed or aborted; its marker takes an offset too. */
  public void sendInTransaction(boolean commit, int partition, String... values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", dataset + "-transaction"))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, partition, values);
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  /** Sends in a transaction that is neither committed nor aborted, as if its producer had died. */
  public void leaveTransactionOpen(int partition, String... values) throws Exception {
    KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", dataset + "-hanging"));
    producer.initTransactions();
    producer.beginTransaction();
    send(producer, partition, values);
    producer.close(Duration.ZERO); // Any longer, and it would abort.
  }

  /** {@code count} events, a minute apart, over the end of a day. */
  public static String[] events(int count) {
    String[] events = new String[count];
    for (int i = 0; i < count; i++) {
      events[i] = "{\"ts\":%d,\"userId\":\"7\",\"page\":\"Home\"}".formatted(ts(i));
    }
    return events;
  }

  private static long ts(int i) {
    return 1_538_351_880_000L + i * 60_000L;
  }

  /** Deletes the records before {@code offset} at the broker. */
  public void forgetBefore(int partition, long offset) throws Exception {
    try (Admin admin = kafka.admin()) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(topic(), partition), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  /** Replaces the topic with a new one of the same name. */
  public void replaceTopic(int partitions) throws Exception {
    try (Admin admin = kafka.admin();
        Topics topics = Topics.connect(settings.kafka())) {
      admin.deleteTopics(List.of(topic())).all().get();
      topics.ensure(topic(), partitions, (short) 1);
    }
  }

  /** Opens the table; offsets that the broker has lost are recorded as gaps. */
  public CommitSession open() throws IOException {
    TopicState topic = describe();
    Driver driver = new Driver("application_1_0001", 1, "test", a -> false, Clock.systemUTC());
    return CommitSession.open(
        log(), settings.lake().log(), driver, null, state -> opening(state, topic));
  }

  /** Opens the table and records that the broker's log was cut. */
  public void openAfterCut(Cut cut) throws IOException {
    TopicState topic = describe();
    Driver driver = new Driver("application_1_0001", 1, "test", a -> false, Clock.systemUTC());
    CommitSession.open(
        log(),
        settings.lake().log(),
        driver,
        null,
        state -> {
          Opening opening = opening(state, topic);
          return new Opening(opening.topic(), opening.positions(), opening.gaps(), List.of(cut));
        });
  }

  private static Opening opening(LogState state, TopicState topic) {
    Map<Integer, Long> positions = new TreeMap<>();
    List<Gap> gaps = new ArrayList<>();
    topic
        .begin()
        .forEach(
            (partition, begin) -> {
              long at = state.committed().getOrDefault(partition, begin);
              if (at < begin) {
                gaps.add(new Gap(partition, at, begin));
              }
              positions.put(partition, Math.max(at, begin));
            });
    return new Opening(
        new Topic(topic.name(), topic.topicId(), topic.partitions()), positions, gaps);
  }

  /** Lands from now on without sums and digests, as the first versions did. */
  public void landAsEarlyVersionsDid() {
    early = true;
  }

  /** Lands from now on other values than Kafka holds. */
  public void changeValues(UnaryOperator<byte[]> change) {
    values = change;
  }

  /** Lands from now on what this parser accepts. */
  public void parseBy(RowParser other) {
    parser = other;
  }

  /** Lands everything in the topic. */
  public Manifest land() throws Exception {
    return land(r -> true, rows -> rows, file -> file);
  }

  /**
   * Lands with the given faults.
   *
   * @param seen which records are seen; the others count as absent
   * @param written the rows to write, given those that are counted
   * @param logged what the log records of a file, given what is true
   */
  public Manifest land(
      Predicate<ConsumerRecord<byte[], byte[]>> seen,
      UnaryOperator<List<LandedRow>> written,
      UnaryOperator<StagedFile> logged)
      throws Exception {
    CommitSession session = open();
    TopicState topic = describe();
    String staging = session.stage();
    List<LandedRow> rows = new ArrayList<>();
    List<RejectedRecord> rejects = new ArrayList<>();
    Map<Integer, RecordSum> sums = new TreeMap<>();
    for (var item : kafka.records(topic())) {
      if (item.offset() >= session.state().committed().getOrDefault(item.partition(), 0L)
          && seen.test(item)) {
        byte[] value = values.apply(item.value());
        sort(item, value, rows, rejects);
        sums.computeIfAbsent(item.partition(), p -> new RecordSum())
            .add(item.offset(), item.key(), value);
      }
    }
    try (StagedFiles staged =
        new StagedFiles(
            files, feed(), settings.lake().parquet(), session.staging(staging), "task")) {
      for (LandedRow row : written.apply(List.copyOf(rows))) {
        staged.write(row);
      }
      for (RejectedRecord reject : rejects) {
        staged.reject(reject);
      }
      staged.finish();
      List<Range> ranges = ranges(session.state(), topic, rows, rejects, sums);
      List<StagedFile> wrote = staged.rows().stream().map(logged).map(this::logged).toList();
      List<StagedFile> rejected = staged.rejected().stream().map(this::logged).toList();
      return session.commit(staging, new Batch(ranges, wrote, rejected));
    }
  }

  private StagedFile logged(StagedFile f) {
    return early
        ? new StagedFile(f.name(), f.folder(), f.rows(), f.bytes(), f.minTime(), f.maxTime(), null)
        : f;
  }

  private void sort(
      ConsumerRecord<byte[], byte[]> item,
      byte[] value,
      List<LandedRow> rows,
      List<RejectedRecord> rejects) {
    Parsed parsed = parser.parse(value, item.timestamp());
    if (parsed instanceof Parsed.Row row) {
      rows.add(new LandedRow(row, item.partition(), item.offset(), item.timestamp()));
    } else if (parsed instanceof Parsed.Rejected rejected) {
      rejects.add(
          new RejectedRecord(
              topic(),
              item.partition(),
              item.offset(),
              item.timestamp(),
              rejected,
              item.key(),
              value));
    }
  }

  private List<Range> ranges(
      LogState state,
      TopicState topic,
      List<LandedRow> rows,
      List<RejectedRecord> rejects,
      Map<Integer, RecordSum> sums) {
    List<Range> ranges = new ArrayList<>();
    state
        .committed()
        .forEach(
            (p, from) -> {
              long until = topic.end().getOrDefault(p, from);
              long landed = rows.stream().filter(r -> r.partition() == p).count();
              long rejected = rejects.stream().filter(r -> r.partition() == p).count();
              if (until > from) {
                long absent = until - from - landed - rejected;
                Long sum = early ? null : sums.getOrDefault(p, new RecordSum()).value();
                ranges.add(new Range(p, from, until, landed, rejected, absent, null, sum));
              }
            });
    return ranges;
  }

  /** The sum of the records at the broker that {@code counted} accepts. */
  public long sum(Predicate<ConsumerRecord<byte[], byte[]>> counted) {
    RecordSum sum = new RecordSum();
    kafka.records(topic()).stream().filter(counted).forEach(sum::add);
    return sum.value();
  }

  /** Undoes the publishing of a commit, as if its driver had died before that. */
  public void unpublish(Manifest manifest) throws IOException {
    for (DataFile file : manifest.files()) {
      Path staged = files.at(file.staged());
      files.mkdirs(staged.getParent());
      files.rename(files.at(file.path()), staged);
    }
  }

  /** Moves a file of the table to where commit {@code seq} would put files that it replaces. */
  public void replace(DataFile file, long seq) throws IOException {
    Path to = new TablePaths(files, feed().table()).replaced(seq, file.path());
    files.mkdirs(to.getParent());
    files.rename(files.at(file.path()), to);
  }

  /** Changes the content of a file. */
  public void rewrite(DataFile file, UnaryOperator<byte[]> change) throws IOException {
    Path path = files.at(file.path());
    byte[] changed = change.apply(files.read(path));
    files.delete(path);
    files.writeDurably(path, changed);
  }

  /** Copies a file of the table to another name in its folder. */
  public void copy(DataFile file, String name) throws IOException {
    Path path = files.at(file.path());
    files.writeDurably(new Path(path.getParent(), name), files.read(path));
  }

  /** What a bare reader of the table sees. */
  public List<String> visible() throws IOException {
    return files.visibleFiles(files.at(feed().table())).stream()
        .map(FileStatus::getPath)
        .map(Path::toString)
        .toList();
  }

  public Feed feed() {
    return Feed.of(settings);
  }

  private TopicState describe() {
    try (Topics topics = Topics.connect(settings.kafka())) {
      return topics.describe(topic());
    }
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> options = new TreeMap<>(more);
    options.put("bootstrap.servers", kafka.bootstrapServers());
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(options, bytes, bytes);
  }

  private void send(KafkaProducer<byte[], byte[]> producer, int partition, String... values)
      throws InterruptedException, ExecutionException {
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic(), partition, null, bytes)).get();
    }
  }
}
