package sparkify.producer.trouble;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.Durations;
import sparkify.producer.line.ForwardingLines;
import sparkify.producer.line.LineSource;
import sparkify.producer.trouble.HeldLines.Held;
import sparkify.producer.trouble.TroublePlan.Part;

/** One pass over lines of which some get into trouble. */
final class TroubledLines extends ForwardingLines {
  /** Lines that are held back take up no more memory; beyond it, those that are due first go. */
  private static final long MAX_HELD_BYTES = 64 << 20;

  private static final int FURTHEST = 100;

  private final LineSource source;
  private final TroublePlan plan;
  private final Map<TroubleKind, Change> changes;
  private final Outcomes outcomes;
  private final InjectedFile side;
  private final Queue<Ready> ready = new ArrayDeque<>();
  private final HeldLines late = new HeldLines(MAX_HELD_BYTES);
  private final HeldLines outOfOrder = new HeldLines(MAX_HELD_BYTES);
  private final boolean anyLate;
  private long read;
  private boolean ended;
  private boolean over;
  private Ready last = new Ready(new byte[0], 0, 0, null);

  /** What was done to a line, for the side file. */
  private record Done(TroubleKind kind, String what, @Nullable String reason) {}

  /** A line that is next. */
  @SuppressWarnings("ArrayRecordComponent") // One per line, never compared.
  private record Ready(byte[] line, long number, long tooLong, @Nullable Done done) {}

  TroubledLines(
      LineSource source,
      TroublePlan plan,
      Map<TroubleKind, Change> changes,
      Outcomes outcomes,
      InjectedFile side) {
    super(source);
    this.source = source;
    this.plan = plan;
    this.changes = changes;
    this.outcomes = outcomes;
    this.side = side;
    this.anyLate = plan.parts().stream().anyMatch(part -> part.kind() == TroubleKind.LATE);
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    while (ready.isEmpty() && !ended) {
      byte[] line = source.next();
      if (line == null) {
        ended = true;
        release(late.rest(), "to the end of the input");
        release(outOfOrder.rest(), "to the end of the input");
      } else {
        read++;
        take(line, source.lineNumber());
        releaseAfter(line, source.lineNumber());
      }
    }
    over = ready.isEmpty();
    if (over) {
      return null;
    }
    last = ready.remove();
    Done done = last.done();
    if (done != null) {
      side.add(last.number(), done.kind(), done.what(), done.reason(), last.line());
    }
    return last.line();
  }

  @Override
  public long lineNumber() {
    return over ? source.lineNumber() : last.number();
  }

  @Override
  public long tooLong() {
    return last.tooLong();
  }

  @Override
  public void close() throws IOException {
    try (side) {
      super.close();
    }
  }

  /** Does to a line what is planned, if that is possible. */
  private void take(byte[] line, long number) {
    Part part = source.tooLong() > 0 ? null : plan.of(number);
    if (part == null || !outcomes.isRow(line)) {
      ready.add(new Ready(line, number, source.tooLong(), null));
      return;
    }
    switch (part.kind()) {
      case DUPLICATE -> {
        ready.add(done(line, number, part, "sent twice"));
        ready.add(new Ready(line, number, 0, null));
      }
      case LATE -> {
        long time = outcomes.time(line).orElseThrow();
        late.hold(new Held(line, number, part, time + part.by().toMillis()));
      }
      case OUT_OF_ORDER -> {
        int lines = plan.random(part.kind(), number).nextInt(1, FURTHEST + 1);
        outOfOrder.hold(new Held(line, number, part, read + lines));
      }
      default -> ready.add(changed(line, number, part.kind()));
    }
  }

  private Ready changed(byte[] line, long number, TroubleKind kind) {
    Change change = changes.get(kind);
    Change.Changed changed = change == null ? null : change.of(line, plan.random(kind, number));
    if (changed == null) {
      return new Ready(line, number, 0, null);
    }
    String reason = changed.reason() == null ? outcomes.reason(changed.line()) : changed.reason();
    return new Ready(changed.line(), number, 0, new Done(kind, changed.what(), reason));
  }

  private Ready done(byte[] line, long number, Part part, String what) {
    return new Ready(line, number, 0, new Done(part.kind(), what, outcomes.reason(line)));
  }

  /** Lets the lines go that were waiting for this one, and those for which there is no room. */
  private void releaseAfter(byte[] line, long number) {
    OptionalLong time = anyLate ? outcomes.time(line) : OptionalLong.empty();
    if (time.isPresent()) {
      release(late.due(time.getAsLong()), "until after line " + number);
    }
    release(outOfOrder.due(read), "until after line " + number);
    String surplus = "until after line %d, and no longer for want of memory".formatted(number);
    release(late.surplus(), surplus);
    release(outOfOrder.surplus(), surplus);
  }

  private void release(List<Held> lines, String until) {
    for (Held held : lines) {
      Part part = held.part();
      String by = part.kind() == TroubleKind.LATE ? " by " + Durations.format(part.by()) : "";
      ready.add(done(held.line(), held.number(), part, "held back" + by + " " + until));
    }
  }
}
