package sparkify.producer.line;

import java.util.ArrayList;
import java.util.List;

/** Lines that are made of those of another input. */
public interface DerivedInput extends LineInput {
  /** What they are made of. */
  LineInput input();

  /** How they differ from these, such as {@code skip 100}; empty if they are its first lines. */
  String option();

  @Override
  default String name() {
    return input().name();
  }

  @Override
  default List<String> options() {
    List<String> all = new ArrayList<>(input().options());
    if (!option().isEmpty()) {
      all.add(option());
    }
    return all;
  }

  @Override
  default boolean isRepeatable() {
    return input().isRepeatable();
  }

  @Override
  default boolean isFollowed() {
    return input().isFollowed();
  }
}
