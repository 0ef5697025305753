"""The picture of what an outcome depends on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from esnsim.analysis.sensitivity import Effort, Sensitivity
from esnsim.analysis.sensitivity.answer import Screened
from esnsim.analysis.sensitivity.indices import Effect, Shares, VarianceShare
from esnsim.analysis.sensitivity.words import sentences
from esnsim.experiments.design.factors import Range
from esnsim.experiments.design.outcome import read_outcome
from esnsim.experiments.estimates.interval import Interval
from esnsim.report.figures.uncertainty.tornado import MOST_BARS, NOISE, tornado_figure
from esnsim.report.style import styled


def answer(constants, findings, kept):
    """A made-up study in which every second effect is downwards."""
    screened = []
    for nth in range(constants):
        size = 0.2 * 0.8**nth
        change = size * (-1) ** nth
        sure = nth < findings
        square = Interval(size**2, size**2 * (0.5 if sure else -0.5), size**2 * 2)
        ends = sorted((change * 0.5, change * 1.5))
        effect = Effect(Interval(change, *ends), square, 0.1, 0.001 if square.low > 0.0 else 0.5)
        screened.append(Screened(Range(f"behaviour.constant_{nth}", 0.0, 1.0), effect))
    parts = [VarianceShare(Interval(0.3, 0.1, 0.5), Interval(0.4, 0.2, 0.7), 0.001)] * kept
    return Sensitivity(
        "made up",
        read_outcome("contributor@week52"),
        "none",
        Effort(),
        tuple(screened),
        tuple(each.range for each in screened[:kept]),
        Shares(0.01, 0.1, parts) if kept else None,
    )


def drawn(found):
    """The figure, drawn."""
    figure = tornado_figure(found, "from somewhere")
    with styled():
        FigureCanvasAgg(figure).draw()
    return figure


@pytest.mark.parametrize(("constants", "findings", "kept", "panels"), [(40, 7, 5, 2), (3, 1, 1, 2), (2, 0, 0, 1)])
def test_only_what_was_found_has_a_panel(constants, findings, kept, panels):
    """The strongest bars, and shares of variance where there are any."""
    figure = drawn(answer(constants, findings, kept))

    assert len(figure.axes) == panels
    assert len(figure.axes[0].get_yticklabels()) == min(constants, MOST_BARS)


def test_what_is_no_more_than_luck_is_grey():
    """A bar of colour is a finding."""
    bars = drawn(answer(6, 2, 2)).axes[0].patches
    colours = [tuple(round(255 * part) for part in bar.get_facecolor()[:3]) for bar in bars]
    grey = tuple(int(NOISE[nth : nth + 2], 16) for nth in (1, 3, 5))

    assert [colour == grey for colour in colours] == [False, False, True, True, True, True]


def test_words_and_names_stay_on_the_page():
    """Nothing is cut at an edge."""
    figure = drawn(answer(40, 7, 5))
    renderer = figure.canvas.get_renderer()
    labels = [text for axes in figure.axes for text in (*axes.get_yticklabels(), *axes.texts, axes.xaxis.label)]
    boxes = [text.get_window_extent(renderer) for text in labels]

    assert min(box.x0 for box in boxes) >= 0.0
    assert max(box.x1 for box in boxes) <= figure.bbox.width
    assert np.all([text.get_window_extent(renderer).x1 <= figure.bbox.width for text in figure.texts])


def shares_of(*totals):
    """What is said of the variance when constants have these shares with their intervals."""
    found = answer(4, 4, len(totals))
    parts = [VarianceShare(Interval(0.1, 0.0, 0.2), Interval(*total), 0.001) for total in totals]
    return next(each for each in sentences(replace(found, ranked=Shares(0.01, 0.1, parts))) if "variance" in each)


def test_no_constant_is_named_alone_where_another_may_be_the_first():
    """44 % (29 to 66) and 38 % (25 to 55) are no order; 8 % (3 to 14) is behind both."""
    told = shares_of((0.44, 0.29, 0.66), (0.38, 0.25, 0.55), (0.08, 0.03, 0.14))

    assert "44 % (29 % to 66 %) comes with constant_0 and 38 % (25 % to 55 %) comes with constant_1" in told
    assert told.endswith("the two cannot be distinguished with these runs")
    assert "constant_2" not in told


def test_a_constant_is_named_alone_where_it_is_the_first():
    told = shares_of((0.6, 0.5, 0.7), (0.2, 0.1, 0.3))

    assert told.endswith("60 % (50 % to 70 %) comes with constant_0")
