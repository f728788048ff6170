package sparkify.lake.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Lets threads run one at a time, from one {@link #pass} to the next, in an order that a seed
 * decides: a few steps of one, then a few of another, as if threads were delayed.
 */
final class Turnstile {
  private final Random random;
  private final TreeSet<Integer> waiting = new TreeSet<>();
  private int alive;
  private int turn = -1;
  private int last = -1;

  Turnstile(Random random) {
    this.random = random;
  }

  /** The work of a thread, given its number. */
  interface Work {
    void run(int number) throws Exception;
  }

  /**
   * Runs {@code work} on {@code count} threads until all have ended, and returns what they threw.
   */
  List<Throwable> run(int count, Work work) throws InterruptedException {
    List<Throwable> thrown = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    alive = count;
    for (int i = 0; i < count; i++) {
      int number = i;
      threads.add(new Thread(() -> runOne(number, work, thrown), "driver-" + i));
    }
    threads.forEach(Thread::start);
    direct();
    for (Thread thread : threads) {
      thread.join();
    }
    return thrown;
  }

  /** Waits for the turn of thread {@code number}. */
  synchronized void pass(int number) {
    waiting.add(number);
    notifyAll();
    try {
      while (turn != number) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted in the turnstile", e);
    }
    turn = -1;
  }

  private void runOne(int number, Work work, List<Throwable> thrown) {
    try {
      pass(number);
      work.run(number);
    } catch (Throwable e) {
      synchronized (this) {
        thrown.add(e);
      }
    } finally {
      synchronized (this) {
        alive--;
        notifyAll();
      }
    }
  }

  private synchronized void direct() throws InterruptedException {
    while (alive > 0) {
      if (turn == -1 && waiting.size() == alive) {
        if (random.nextInt(5) == 0 || !waiting.contains(last)) {
          last = List.copyOf(waiting).get(random.nextInt(waiting.size()));
        }
        turn = last;
        waiting.remove(turn);
        notifyAll();
      } else {
        wait();
      }
    }
  }
}
