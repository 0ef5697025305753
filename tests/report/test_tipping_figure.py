"""The picture of tipping shows what can be told and leaves no panel empty."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

from esnsim.analysis.tipping import analyse
from esnsim.report.figures.tipping import tipping_figure
from esnsim.report.style import styled
from tests.experiments.synthetic_runs import normal, parting, runs_between


def drawn(answer):
    """The figure of an answer, drawn."""
    figure = tipping_figure(answer)
    with styled():
        FigureCanvasAgg(figure).draw()
    return figure


def test_where_nothing_divides_the_lives_one_panel_has_the_whole_width():
    """An empty panel says nothing."""
    figure = drawn(analyse(runs_between(np.linspace(0.1, 0.9, 6), 0.5 + 0.02 * normal((6, 3), "one place"), 1)))

    (axes,) = figure.axes
    assert axes.get_position().width > 0.8


def test_a_critical_mass_has_a_panel_and_the_words_above_are_not_cut():
    """All sentences end where they end."""
    figure = drawn(analyse(parting(1, middle=0.4, spread=0.05, replicates=10)))

    assert len(figure.axes) == 2
    assert all(axes.collections or axes.lines for axes in figure.axes)
    assert not [text.get_text() for text in figure.texts if "\N{HORIZONTAL ELLIPSIS}" in text.get_text()]
