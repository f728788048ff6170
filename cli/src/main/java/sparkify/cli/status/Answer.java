package sparkify.cli.status;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sparkify.common.Incident;

/**
 * What one service answered, or why it did not.
 *
 * @param value null if there is trouble
 */
record Answer<T>(@Nullable T value, Look.@Nullable Trouble trouble) {
  static <T> Answer<T> of(T value) {
    return new Answer<>(value, null);
  }

  static <T> Answer<T> none(Incident incident, String reason) {
    return new Answer<>(null, new Look.Trouble(incident, reason));
  }

  void addTrouble(List<Look.Trouble> to) {
    if (trouble != null) {
      to.add(trouble);
    }
  }
}
