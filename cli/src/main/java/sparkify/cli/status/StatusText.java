package sparkify.cli.status;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sparkify.cli.status.YarnLook.Application;
import sparkify.common.Incident;
import sparkify.common.config.Durations;
import sparkify.lake.log.LogState.LastBatch;
import sparkify.lake.log.Manifest.Writer;

/** A look for people: one line for each thing, and a table of the partitions. */
final class StatusText {
  private final Look look;
  private final StringBuilder text = new StringBuilder();

  private StatusText(Look look) {
    this.look = look;
  }

  static String of(Look look) {
    return new StatusText(look).print();
  }

  private String print() {
    line("dataset", "%s, %s", look.dataset(), look.at());
    if (look.yarn() != null) {
      printStream(look.yarn());
    }
    if (look.lake() != null) {
      printHolder(look.lake().holder());
    }
    if (look.topic() != null) {
      printTopic(look.topic());
    }
    if (!look.lags().isEmpty()) {
      printLag();
    }
    if (look.lake() != null) {
      printLake(look.lake());
    }
    look.trouble().forEach(t -> line("trouble", "%s: %s", t.incident(), t.message()));
    return text.toString();
  }

  private void printStream(YarnLook yarn) {
    Application landing = yarn.landing();
    if (landing == null) {
      line("stream", "not running");
    } else {
      line(
          "stream",
          "%s attempt %d, %s, submitted %s ago, %s",
          landing.id(),
          landing.attempt(),
          landing.state(),
          Look.age(landing.since(), look.at()),
          landing.url());
    }
  }

  private void printHolder(@Nullable Writer holder) {
    if (holder != null) {
      line("opened by", "%s attempt %d%s", holder.application(), holder.attempt(), holderState());
    }
  }

  private String holderState() {
    YarnLook yarn = look.yarn();
    if (yarn == null) {
      return "";
    }
    Application holder = yarn.holder();
    return holder == null
        ? ", which YARN does not know"
        : ", submitted " + holder.since() + ", " + (holder.running() ? "still running" : "ended");
  }

  private void printTopic(TopicLook topic) {
    if (!topic.exists()) {
      line("topic", "%s does not exist", topic.state().name());
      return;
    }
    line(
        "topic",
        "%s, %d partitions, %,d offsets; %,.1f offsets/s in the last minute",
        topic.state().name(),
        topic.state().partitions(),
        topic.state().size(),
        topic.inPerSecond());
  }

  private void printLag() {
    line(
        "lag",
        "%,d offsets; %,d to the end of the log%s",
        look.sum(Lag::lag),
        look.sum(Lag::lagToLogEnd),
        catchUp());
    row("partition", "next to land", "last stable", "log end", "lag");
    for (Lag lag : look.lags()) {
      row(
          "" + lag.partition(),
          "" + lag.next(),
          "" + lag.lastStable(),
          "" + lag.logEnd(),
          number("%,d", lag.lag()) + heldBack(lag));
    }
  }

  private String catchUp() {
    Double seconds = look.secondsToCatchUp();
    if (seconds == null || seconds == 0) {
      return "";
    }
    return seconds.isInfinite()
        ? "; not catching up at the present rates"
        : "; caught up in about " + Durations.format(duration(seconds));
  }

  private static String heldBack(Lag lag) {
    return lag.heldBack() == 0 ? "" : number(" (+%,d held back)", lag.heldBack());
  }

  private void printLake(LakeLook lake) {
    line("lake", "%s", lake.root());
    line(
        "landed",
        "%,d rows, rejected %,d, lost %,d, in %,d batches",
        lake.landed(),
        lake.rejected(),
        lake.lost(),
        lake.batches());
    if (lake.cuts() > 0) {
      line("cuts", "%,d of Kafka's log are recorded, see %s", lake.cuts(), Incident.LOG_CUT);
    }
    if (lake.rejects() != null && lake.rejects().files() > 0) {
      line("rejects", "%s", lake.rejects());
    }
    LastBatch last = lake.lastBatch();
    if (last != null) {
      line(
          "last batch",
          "commit %d, %,d rows, %s ago",
          last.seq(),
          last.landed(),
          Look.age(last.committedAt(), look.at()));
    }
    if (last != null && lake.recent() != null) {
      line("pace", "%,.1f offsets/s; %s", lake.recent().outPerSecond(), spacing(lake));
    }
    line(
        "files",
        "%,d with %,d KiB on %,d days, %,d at most on one day",
        lake.total().files(),
        lake.total().bytes() >> 10,
        lake.days().size(),
        lake.mostFilesInOneDay());
  }

  private String spacing(LakeLook lake) {
    Double seconds = lake.secondsBetweenBatches();
    String interval = "batch interval " + Durations.format(look.batchInterval());
    return seconds == null
        ? interval
        : "a batch every %s, %s".formatted(Durations.format(duration(seconds)), interval);
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis((long) (seconds * 1_000));
  }

  private static String number(String format, long number) {
    return String.format(Locale.ROOT, format, number);
  }

  private void row(String... cells) {
    text.append("  %9s  %14s  %14s  %14s  %s%n".formatted((Object[]) cells));
  }

  private void line(String name, String format, Object... values) {
    text.append("%-12s %s%n".formatted(name, String.format(Locale.ROOT, format, values)));
  }
}
