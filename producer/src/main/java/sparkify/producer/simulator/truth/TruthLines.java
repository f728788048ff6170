package sparkify.producer.simulator.truth;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.line.LineSource;
import sparkify.producer.simulator.life.Cause;
import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Dice.Stream;
import sparkify.producer.simulator.life.Life;
import sparkify.producer.simulator.life.Population;
import sparkify.producer.simulator.life.Run;

/** Lives a service without its events, a day at a time. */
final class TruthLines implements LineSource {
  private static final int CUTOFFS_EVERY_DAYS = 7;
  private static final long FUTURES_PER_DAY = 1_000;

  private final Iterator<Run> runs;
  private final ExecutorService workers;
  private final Deque<byte[]> rows = new ArrayDeque<>();
  private Run run;
  private Population population;
  private int day;
  private long lines;

  TruthLines(SimulatorSettings service) {
    this.runs = Run.of(service).iterator();
    this.run = runs.next();
    this.population = new Population(run.service());
    this.workers = Executors.newFixedThreadPool(service.threads());
    rows.add(header());
  }

  @Override
  public byte @Nullable [] next() {
    while (rows.isEmpty()) {
      if (day <= run.service().days()) {
        live();
      } else if (runs.hasNext()) {
        run = runs.next();
        population = new Population(run.service());
        day = 0;
      } else {
        return null;
      }
    }
    lines++;
    return rows.remove();
  }

  @Override
  public long lineNumber() {
    return lines;
  }

  @Override
  public double fraction() {
    return Math.min(1, day / (double) run.service().days());
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  private void live() {
    SimulatorSettings service = run.service();
    LocalDate date = LocalDate.ofInstant(service.start(), ZoneOffset.UTC).plusDays(day);
    Chances chances = (service.days() - day) % CUTOFFS_EVERY_DAYS == 0 ? chances() : null;
    BitSet leaving = new BitSet();
    for (int user = 0; user < population.size(); user++) {
      if (population.isThere(user)) {
        population.wakeUp(user);
        rows.add(row(date, user, chances));
        leaving.set(user, population.life(user).leaves());
        population.visits(user);
      } else if (population.isNew(user)) {
        population.visits(user);
      }
    }
    population.endDay(leaving);
    day++;
  }

  private Chances chances() {
    try {
      return Chances.of(
          population,
          number -> Dice.of(run.service().seed(), Stream.FUTURE, day * FUTURES_PER_DAY + number),
          workers);
    } catch (ExecutionException e) {
      throw new OperatorError("Cannot look ahead: " + RootCause.message(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while looking ahead", e);
    }
  }

  private static byte[] header() {
    StringBuilder header = new StringBuilder("date,userId,satisfaction");
    for (Cause cause : Cause.values()) {
      header.append(',').append(cause.word());
    }
    header.append(",hazard,cause,cancels");
    Chances.HORIZONS.forEach(
        days -> header.append(",within_%1$d,within_%1$d_error".formatted(days)));
    return header.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] row(LocalDate date, int user, @Nullable Chances chances) {
    Life life = population.life(user);
    StringBuilder row =
        new StringBuilder(160).append(date).append(',').append(run.firstId() + user);
    number(row, life.satisfaction().level());
    for (Cause cause : Cause.values()) {
      number(row, life.satisfaction().of(cause));
    }
    number(row, life.hazard());
    row.append(',').append(life.satisfaction().worst().word());
    row.append(',').append(day < run.service().days() ? String.valueOf(life.leaves()) : "");
    for (int horizon = 0; horizon < Chances.HORIZONS.size(); horizon++) {
      if (chances == null) {
        row.append(",,");
      } else {
        number(row, chances.mean(horizon, user));
        number(row, chances.error(horizon, user));
      }
    }
    return row.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Appends a number with six decimals. */
  private static void number(StringBuilder row, double value) {
    long millionths = (long) StrictMath.rint(Math.abs(value) * 1e6);
    row.append(value < 0 ? ",-" : ",").append(millionths / 1_000_000).append('.');
    row.append(String.valueOf(1_000_000 + millionths % 1_000_000), 1, 7);
  }
}
