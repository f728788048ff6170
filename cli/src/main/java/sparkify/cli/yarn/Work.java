package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * What an application of some kind may have to do.
 *
 * @param <R> the request that tells the application
 */
public interface Work<R extends Record> {
  /** The request, or empty if there is nothing to do, which the call then has said. */
  Optional<R> look() throws IOException;

  /** Tells why there is nothing to do. */
  interface Reason {
    /** The reason in one line, or empty if there is something to do. */
    Optional<String> find() throws IOException;
  }

  /** To do as {@code request} says, unless there is a reason not to, which is printed. */
  static <R extends Record> Work<R> unless(Reason reason, R request, PrintWriter out) {
    return () -> {
      Optional<String> nothing = reason.find();
      nothing.ifPresent(out::println);
      out.flush();
      return nothing.isPresent() ? Optional.empty() : Optional.of(request);
    };
  }

  /** This work, or {@code other} if there is none. */
  default Work<R> orElse(Work<R> other) {
    return () -> {
      Optional<R> request = look();
      return request.isPresent() ? request : other.look();
    };
  }
}
