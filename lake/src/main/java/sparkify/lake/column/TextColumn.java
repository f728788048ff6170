package sparkify.lake.column;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** A column of texts. */
final class TextColumn extends ColumnPages {
  private final TextDictionary dictionary = new TextDictionary();
  private long plainBytes;

  TextColumn(ColumnDescriptor column, PageWriter pages, boolean distinct) {
    super(column, pages, distinct);
  }

  /** Adds a part of {@code bytes}, which is copied if it is kept. */
  void add(byte[] bytes, int from, int length) throws IOException {
    plainBytes += Integer.BYTES + length;
    if (usesDictionary()) {
      add(dictionary.numberOf(bytes, from, length));
    } else {
      plain().addText(bytes, from, length);
      addedPlain();
    }
  }

  @Override
  int entries() {
    return dictionary.count();
  }

  @Override
  int dictionaryBytes() {
    return dictionary.entries().size();
  }

  @Override
  BytesInput dictionary() {
    return dictionary.entries().input();
  }

  @Override
  long plainBytes() {
    return plainBytes;
  }

  @Override
  void addEntry(int id, PageBuffer to) {
    PageBuffer entries = dictionary.entries();
    int place = dictionary.place(id);
    to.addText(entries.array(), place + Integer.BYTES, entries.intAt(place));
  }

  @Override
  void describe(int[] entries, Statistics<?> statistics) {
    Bounds bounds = new Bounds(dictionary.entries());
    for (int id : entries) {
      bounds.add(dictionary.place(id));
    }
    bounds.describe(statistics);
  }

  @Override
  void describe(PageBuffer page, Statistics<?> statistics) {
    Bounds bounds = new Bounds(page);
    for (int at = 0; at < page.size(); at += Integer.BYTES + page.intAt(at)) {
      bounds.add(at);
    }
    bounds.describe(statistics);
  }

  /** The first and the last of some texts in a buffer, by their bytes. */
  private static final class Bounds {
    private static final int NONE = -1;

    private final PageBuffer buffer;
    private int least = NONE;
    private int greatest = NONE;

    Bounds(PageBuffer buffer) {
      this.buffer = buffer;
    }

    void add(int place) {
      if (least == NONE || compare(place, least) < 0) {
        least = place;
      }
      if (greatest == NONE || compare(place, greatest) > 0) {
        greatest = place;
      }
    }

    void describe(Statistics<?> statistics) {
      if (least != NONE) {
        statistics.updateStats(text(least));
        statistics.updateStats(text(greatest));
      }
    }

    private int compare(int place, int other) {
      return Arrays.compareUnsigned(
          buffer.array(), begin(place), end(place), buffer.array(), begin(other), end(other));
    }

    private Binary text(int place) {
      return Binary.fromConstantByteArray(
          Arrays.copyOfRange(buffer.array(), begin(place), end(place)));
    }

    private static int begin(int place) {
      return place + Integer.BYTES;
    }

    private int end(int place) {
      return begin(place) + buffer.intAt(place);
    }
  }
}
