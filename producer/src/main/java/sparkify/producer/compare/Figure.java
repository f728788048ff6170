package sparkify.producer.compare;

import java.util.List;
import java.util.Locale;

/** A number that is compared. */
record Figure(String name, Style style, Measure measure) {
  /** How a number is printed. */
  enum Style {
    NUMBER,
    SHARE
  }

  /** Figures that are printed under one title. */
  record Group(String title, List<Figure> figures) {
    Group {
      figures = List.copyOf(figures);
    }
  }

  static Figure number(String name, Measure measure) {
    return new Figure(name, Style.NUMBER, measure);
  }

  static Figure share(String name, Measure measure) {
    return new Figure(name, Style.SHARE, measure);
  }

  String show(double value) {
    if (Double.isNaN(value)) {
      return "none";
    }
    return style == Style.SHARE
        ? String.format(Locale.ROOT, "%.2f%%", 100 * value)
        : String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
  }
}
