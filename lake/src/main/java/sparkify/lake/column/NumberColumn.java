package sparkify.lake.column;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of INT32, INT64 or DOUBLE. */
final class NumberColumn extends ColumnPages {
  private final NumberDictionary dictionary = new NumberDictionary();
  private final PrimitiveTypeName type;
  private final int width;
  private long values;

  NumberColumn(ColumnDescriptor column, PageWriter pages, boolean distinct) {
    super(column, pages, distinct);
    this.type = column.getPrimitiveType().getPrimitiveTypeName();
    this.width = type == PrimitiveTypeName.INT32 ? Integer.BYTES : Long.BYTES;
  }

  /** Adds a whole number, or the bits of a double. */
  void add(long bits) throws IOException {
    values++;
    if (usesDictionary()) {
      add(dictionary.numberOf(bits));
    } else {
      add(bits, plain());
      addedPlain();
    }
  }

  @Override
  int entries() {
    return dictionary.count();
  }

  @Override
  int dictionaryBytes() {
    return width * dictionary.count();
  }

  @Override
  BytesInput dictionary() {
    PageBuffer entries = new PageBuffer();
    for (int id = 0; id < dictionary.count(); id++) {
      addEntry(id, entries);
    }
    return entries.input();
  }

  @Override
  long plainBytes() {
    return width * values;
  }

  @Override
  void addEntry(int id, PageBuffer to) {
    add(dictionary.value(id), to);
  }

  @Override
  void describe(int[] entries, Statistics<?> statistics) {
    for (int id : entries) {
      describe(dictionary.value(id), statistics);
    }
  }

  @Override
  void describe(PageBuffer page, Statistics<?> statistics) {
    for (int at = 0; at < page.size(); at += width) {
      describe(width == Integer.BYTES ? page.intAt(at) : page.longAt(at), statistics);
    }
  }

  private void add(long bits, PageBuffer to) {
    if (width == Integer.BYTES) {
      to.addInt((int) bits);
    } else {
      to.addLong(bits);
    }
  }

  private void describe(long bits, Statistics<?> statistics) {
    switch (type) {
      case INT32 -> statistics.updateStats((int) bits);
      case INT64 -> statistics.updateStats(bits);
      default -> statistics.updateStats(Double.longBitsToDouble(bits));
    }
  }
}
