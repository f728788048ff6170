package sparkify.lake.column;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/**
 * The pages of one column of a row group.
 *
 * <p>Values are numbers of entries of a dictionary as long as that takes less space: the first page
 * with values decides, and so does the size of the dictionary later.
 */
abstract class ColumnPages {
  /** As many as readers expect; smaller pages let them skip more. */
  private static final int MAX_ROWS = 20_000;

  private static final int MAX_BYTES = 256 << 10;
  private static final int MAX_DICTIONARY_BYTES = 1 << 20;

  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final boolean isOptional;
  private final Levels levels = new Levels();
  private final Ids ids = new Ids();
  private final PageBuffer plain = new PageBuffer();
  private boolean usesDictionary;
  private boolean hasNumberedPages;

  /**
   * Prepares the first page.
   *
   * @param distinct whether most values differ, so that no dictionary is tried
   */
  ColumnPages(ColumnDescriptor column, PageWriter pages, boolean distinct) {
    this.column = column;
    this.pages = pages;
    this.isOptional = column.getMaxDefinitionLevel() > 0;
    this.usesDictionary = !distinct;
  }

  /** Whether the next value is to be added by its number, and not as it is. */
  final boolean usesDictionary() {
    return usesDictionary;
  }

  final void addNull() throws IOException {
    levels.addNull();
    writeIfFull();
  }

  /** Adds the entry of the dictionary with this number. */
  final void add(int id) throws IOException {
    ids.add(id);
    levels.addValue();
    writeIfFull();
  }

  /** Counts a value that was added to {@link #plain}. */
  final void addedPlain() throws IOException {
    levels.addValue();
    writeIfFull();
  }

  /** The values of the current page as they are. */
  final PageBuffer plain() {
    return plain;
  }

  /** Memory that all pages take, in bytes. */
  final long bytes() {
    long page = levels.rows() / Byte.SIZE + (long) Integer.BYTES * ids.count() + plain.size();
    return page + dictionaryBytes() + pages.getMemSize();
  }

  /** Writes the last page and the dictionary. */
  final void finish() throws IOException {
    writePage();
    if (hasNumberedPages) {
      pages.writeDictionaryPage(new DictionaryPage(dictionary(), entries(), Encoding.PLAIN));
    }
  }

  /** How many entries the dictionary has. */
  abstract int entries();

  /** The size of {@link #dictionary} in bytes. */
  abstract int dictionaryBytes();

  /** All entries in PLAIN encoding. */
  abstract BytesInput dictionary();

  /** The size that all values so far would have without a dictionary, in bytes. */
  abstract long plainBytes();

  /** Adds the entry with this number to a page. */
  abstract void addEntry(int id, PageBuffer to);

  /** Adds the least and the greatest of these entries to {@code statistics}. */
  abstract void describe(int[] entries, Statistics<?> statistics);

  /** Likewise for the values in {@code page}. */
  abstract void describe(PageBuffer page, Statistics<?> statistics);

  private void writeIfFull() throws IOException {
    if (levels.rows() >= MAX_ROWS
        || plain.size() >= MAX_BYTES
        || (usesDictionary && dictionaryBytes() > MAX_DICTIONARY_BYTES)) {
      writePage();
    }
  }

  private void writePage() throws IOException {
    if (levels.rows() == 0) {
      return;
    }
    if (!hasNumberedPages
        && ids.count() > 0
        && dictionaryBytes() + ids.bytes(entries()) >= plainBytes()) {
      giveUpDictionary();
    }
    boolean isNumbered = ids.count() > 0;
    pages.writePage(
        isOptional ? BytesInput.concat(levels.encoded(), values(isNumbered)) : values(isNumbered),
        levels.rows(),
        levels.rows(),
        statistics(isNumbered),
        Encoding.RLE,
        Encoding.RLE,
        isNumbered ? Encoding.RLE_DICTIONARY : Encoding.PLAIN);
    hasNumberedPages |= isNumbered;
    usesDictionary &= dictionaryBytes() <= MAX_DICTIONARY_BYTES;
    levels.clear();
    ids.clear();
    plain.clear();
  }

  private void giveUpDictionary() {
    for (int i = 0; i < ids.count(); i++) {
      addEntry(ids.at(i), plain);
    }
    ids.clear();
    usesDictionary = false;
  }

  private BytesInput values(boolean isNumbered) {
    return isNumbered ? ids.encoded(entries()) : plain.input();
  }

  private Statistics<?> statistics(boolean isNumbered) {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(levels.rows() - levels.values());
    if (isNumbered) {
      describe(ids.distinct(entries()), statistics);
    } else {
      describe(plain, statistics);
    }
    return statistics;
  }
}
