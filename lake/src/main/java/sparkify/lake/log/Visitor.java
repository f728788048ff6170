package sparkify.lake.log;

import java.io.IOException;

/** Receives commits, in order. */
@FunctionalInterface
public interface Visitor {
  void visit(Manifest manifest) throws IOException;
}
