package sparkify.common;

/**
 * What stops landing for good, or what it waits for. Each has a section of its name in
 * docs/operations.md, which its messages refer to.
 */
public enum Incident {
  /** The topic was deleted and created again. */
  TOPIC_REPLACED,
  /** The lake has offsets beyond the end of the topic. */
  LANDED_BEYOND_END,
  /** Kafka gives the topic no id. */
  TOPIC_WITHOUT_ID,
  /** Kafka's log lost records that had landed, and has others at their offsets. */
  LOG_CUT,
  /** Kafka has a batch of records that nobody can read. */
  RECORDS_BROKEN,
  /** Kafka deleted records that had not landed. */
  RECORDS_LOST,
  /** Another application that runs has the dataset open. */
  HELD_BY_ANOTHER,
  /** Another driver opened the dataset. */
  FENCED,
  /** HDFS refuses to move files from the staging folder to where they belong. */
  RENAME_REFUSED,
  /** A file has the name of one that is to be published. */
  FILE_IN_THE_WAY,
  /** A file of the newest commit is gone. */
  FILE_MISSING,
  /** Landing fails although Kafka and HDFS answer. */
  LANDING_FAILS,
  /** Kafka does not answer. */
  KAFKA_UNREACHABLE,
  /** Kafka refuses the user, its certificate or what it asks for. */
  KAFKA_REFUSES,
  /** HDFS does not answer. */
  HDFS_UNREACHABLE,
  /** YARN does not answer. */
  YARN_UNREACHABLE,
  /** A transaction that has not ended holds back the records after its first one. */
  TRANSACTION_OPEN;

  /** {@code message}, and where the operator reads what to do. */
  public String in(String message) {
    return message + " (docs/operations.md, " + name() + ")";
  }
}
