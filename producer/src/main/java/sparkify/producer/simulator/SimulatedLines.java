package sparkify.producer.simulator;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.line.LineSource;

/** The events of all users in time order. */
final class SimulatedLines implements LineSource {
  private final PriorityQueue<UserLife> users = new PriorityQueue<>();
  private final Json line = new Json();
  private final long begin;
  private final long length;
  private long lines;
  private volatile double fraction;

  SimulatedLines(SimulatorSettings service) {
    begin = service.start().toEpochMilli();
    length = service.days() * 86_400_000L;
    Catalogue catalogue = new Catalogue(service.seed());
    for (int number = 0; number < service.users(); number++) {
      follow(new UserLife(service, number, catalogue));
    }
  }

  @Override
  public byte @Nullable [] next() {
    UserLife user = users.poll();
    if (user == null) {
      fraction = 1;
      return null;
    }
    user.write(line);
    if (lines++ % 1_024 == 0) {
      fraction = (user.ts() - begin) / (double) length;
    }
    follow(user);
    return line.toBytes();
  }

  @Override
  public long lineNumber() {
    return lines;
  }

  @Override
  public long tooLong() {
    return 0;
  }

  @Override
  public long blankLines() {
    return 0;
  }

  @Override
  public double fraction() {
    return fraction;
  }

  @Override
  public void close() {}

  private void follow(UserLife user) {
    if (user.advance()) {
      users.add(user);
    }
  }
}
