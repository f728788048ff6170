package sparkify.common.config;

/** A fact of the real data that a simulated service can have too. */
public enum Quirk {
  /** Several services one after the other, so that time jumps back between them. */
  RUNS,
  /** Blocks of user ids whose users are more or less satisfied than others. */
  ID_BLOCKS,
  /** Some users whose registration lies after their first events. */
  LATE_REGISTRATIONS,
  /** Names and titles whose UTF-8 was taken for Latin-1 and encoded again. */
  DOUBLE_ENCODING,
  /** Some events without the place of their user. */
  MISSING_FIELDS
}
