package sparkify.producer.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.line.LineSource;
import sparkify.producer.simulator.life.Run;

/**
 * The lines of a service in time order, made by several threads some blocks ahead of the reader;
 * their number changes nothing in the lines.
 */
final class SimulatedLines implements LineSource {
  private static final int BLOCK = 2_048;

  private final SimulatorSettings settings;
  private final SimulatedFeed feed;
  private final ExecutorService workers;
  private final ExecutorService feeder;
  private final BlockingQueue<Future<LineBlock>> blocks;
  private LineBlock block = LineBlock.END;
  private boolean over;
  private int nextInBlock;
  private long lines;
  private volatile double fraction;

  SimulatedLines(SimulatorSettings settings, SimulatedFeed feed) {
    int threads = settings.threads();
    this.settings = settings;
    this.feed = feed;
    this.workers = Executors.newFixedThreadPool(threads, SimulatedLines::daemon);
    this.feeder = Executors.newSingleThreadExecutor(SimulatedLines::daemon);
    this.blocks = new ArrayBlockingQueue<>(2 * threads + 2);
    feeder.execute(this::feed);
  }

  @Override
  public byte @Nullable [] next() {
    if (nextInBlock == block.ends().length && !over) {
      block = take();
      nextInBlock = 0;
      fraction = block.fraction();
      over = block.ends().length == 0;
    }
    if (over) {
      return null;
    }
    lines++;
    return block.line(nextInBlock++);
  }

  @Override
  public long lineNumber() {
    return lines;
  }

  @Override
  public double fraction() {
    return fraction;
  }

  @Override
  public void close() {
    feeder.shutdownNow();
    workers.shutdownNow();
  }

  private LineBlock take() {
    try {
      return blocks.take().get();
    } catch (ExecutionException e) {
      throw new OperatorError("Cannot simulate: " + RootCause.message(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while simulating", e);
    }
  }

  private void feed() {
    try {
      try {
        simulate();
        blocks.put(CompletableFuture.completedFuture(LineBlock.END));
      } catch (ExecutionException | RuntimeException | Error e) {
        // Whatever it is, such as too little memory: the reader must not wait for more.
        blocks.put(CompletableFuture.failedFuture(e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed: nobody waits for more.
    }
  }

  private void simulate() throws InterruptedException, ExecutionException {
    List<Run> runs = Run.of(settings);
    for (int run = 0; run < runs.size(); run++) {
      simulate(new Service(runs.get(run), feed), run / (double) runs.size(), 1.0 / runs.size());
    }
  }

  private void simulate(Service service, double begin, double share)
      throws InterruptedException, ExecutionException {
    for (int day = 0; day < settings.days(); day++) {
      List<Events> events = new ArrayList<>();
      for (Future<Events> part : workers.invokeAll(service.day(day))) {
        events.add(part.get());
      }
      OrderedDay ordered = new OrderedDay(86_400 * day, events);
      service.endDay();
      publish(ordered, service.format(), begin + share * day / settings.days());
    }
  }

  private void publish(OrderedDay day, LineFormat format, double done) throws InterruptedException {
    for (int from = 0; from < day.size(); from += BLOCK) {
      int first = from;
      int end = Math.min(day.size(), from + BLOCK);
      blocks.put(workers.submit(() -> LineBlock.of(day, first, end, format, done)));
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "simulator");
    thread.setDaemon(true);
    return thread;
  }
}
