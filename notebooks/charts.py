"""The common look of the notebooks' charts.

    charts.style()                                # once, before the first chart
    charts.bars(axes, frame["page"], frame["n"])  # a ranking, first on top
    charts.days(axes)                             # the x axis shows UTC days
    charts.thousands(axes.yaxis)                  # 12,000 instead of 1.2e4
    charts.repaired("BjÃ¶rk")                     # "Björk"
    charts.states(axes, plays)                    # a map of the United States, one tile for each state
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import DateFormatter
from matplotlib.ticker import FuncFormatter, MaxNLocator

BLUE, ORANGE, GREEN, RED, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#7F7F7F"
"""Colours that people with any colour vision can tell apart (Okabe and Ito), and grey."""

_LABEL_LENGTH = 40

_MAP = """\
AK                               ME
                              VT NH
   WA ID MT ND MN IL WI MI NY RI MA
   OR NV WY SD IA IN OH PA NJ CT
   CA UT CO NE MO KY WV VA MD DE
      AZ NM KS AR TN NC SC DC
            OK LA MS AL GA
   HI       TX             FL"""

STATES = {
    line[at : at + 2]: (row, at // 3)
    for row, line in enumerate(_MAP.splitlines())
    for at in range(0, len(line), 3)
    if line[at : at + 2].strip()
}
"""Row and column of each state, and of DC, on a map on which all have the same size."""


def style() -> None:
    """Sets size, colours and lines for all following charts; lengths are in inches and points."""
    plt.rcParams.update(
        {
            "figure.figsize": (9, 3.6),
            "figure.dpi": 96,
            "figure.constrained_layout.use": True,
            "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, RED, GREY]),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "axes.grid": True,
            "axes.titlelocation": "left",
            "axes.titlesize": 11,
            "grid.color": "#E5E5E5",
            "font.size": 9.5,
            "legend.frameon": False,
        }
    )


def bars(axes: Axes, labels: Iterable[object], values: Iterable[float], form: str = ",.0f") -> None:
    """Draws a ranking as bars, first on top, each labelled with its value in the format `form`."""
    names, lengths = [_short(str(label)) for label in labels], list(values)
    drawn = axes.barh(range(len(names)), lengths)
    axes.bar_label(drawn, [format(length, form) for length in lengths], padding=3)
    axes.set_yticks(range(len(names)), names, parse_math=False)  # A dollar sign is a dollar sign.
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
    axes.margins(x=0.15)
    axes.grid(visible=False)
    axes.tick_params(axis="x", which="both", bottom=False, labelbottom=False)
    axes.tick_params(axis="y", length=0)
    axes.spines["bottom"].set_visible(False)


def days(axes: Axes) -> None:
    """Labels the x axis with UTC days: no hours, and few enough to be readable."""
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 5, 10], min_n_ticks=1))
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))


def thousands(axis: Axis) -> None:
    """Writes the numbers of an axis in full, with separators, even if the axis is logarithmic."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))


def states(axes: Axes, values: Mapping[str, float], form: str = ",.0f") -> None:
    """Draws a map of the United States: one tile for each state, the darker the higher its value.

    States have the same size, so that a small one can be read as well as Texas. Those without a value are grey.
    """
    colours = plt.get_cmap("Blues")
    highest = max((values[state] for state in STATES if state in values), default=0) or 1
    for state, (row, column) in STATES.items():
        value = values.get(state)
        shade = 0.0 if value is None else 0.1 + 0.9 * value / highest
        colour = "#F0F0F0" if value is None else colours(shade)
        axes.add_patch(plt.Rectangle((column, row), 0.94, 0.94, color=colour, linewidth=0))
        text = state if value is None else f"{state}\n{format(value, form)}"
        ink = "white" if shade > 0.55 else GREY if value is None else "black"
        axes.text(column + 0.47, row + 0.47, text, ha="center", va="center", fontsize=7.5, color=ink)
    axes.set(xlim=(0, 12), ylim=(8, 0), aspect="equal")
    axes.axis("off")


def repaired(text: str) -> str:
    """Undoes UTF-8 that was taken for Latin-1, as often as that happened."""
    while not text.isascii():
        try:
            text = text.encode("latin-1").decode()
        except UnicodeError:
            break
    return text


def _short(label: str) -> str:
    return label if len(label) <= _LABEL_LENGTH else label[: _LABEL_LENGTH - 1] + "…"
