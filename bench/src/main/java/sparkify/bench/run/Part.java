package sparkify.bench.run;

import java.io.IOException;
import java.util.List;

/** Something that is measured, done by one program or by several that take turns. */
public interface Part {
  /** One word, for {@code --only}. */
  String name();

  /** What is measured, in one line. */
  String title();

  /**
   * Prepares what the runs need. The first contender is the one that others are compared with.
   *
   * @throws Skipped when the part cannot be run here
   */
  List<Contender> contenders() throws IOException, InterruptedException;

  /** How often each contender is run, unless the user says otherwise. */
  default int runs() {
    return 3;
  }

  /** Lines to print below the table of its result; none unless a part has some. */
  default List<String> remarks(Result result) {
    return List.of();
  }
}
