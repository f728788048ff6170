"""The common look of the notebooks' charts.

    charts.style()                                # once, before the first chart
    charts.bars(axes, frame["page"], frame["n"])  # a ranking, first on top
    charts.days(axes)                             # the x axis shows UTC days
    charts.thousands(axes.yaxis)                  # 12,000 instead of 1.2e4
"""

from __future__ import annotations

from collections.abc import Iterable

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import DateFormatter
from matplotlib.ticker import FuncFormatter, MaxNLocator

BLUE, ORANGE, GREEN, RED, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#7F7F7F"
"""Colours that people with any colour vision can tell apart (Okabe and Ito), and grey."""

_LABEL_LENGTH = 40


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
    axes.xaxis.set_major_locator(MaxNLocator(7, integer=True, steps=[1, 2, 5, 10], min_n_ticks=1))
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))


def thousands(axis: Axis) -> None:
    """Writes the numbers of an axis in full, with separators, even if the axis is logarithmic."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))


def _short(label: str) -> str:
    return label if len(label) <= _LABEL_LENGTH else label[: _LABEL_LENGTH - 1] + "…"
