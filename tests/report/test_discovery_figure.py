"""The picture of a discovery: values as people write them, what fails seen first, and no number over another."""

from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from esnsim.analysis.discovery import discover
from esnsim.analysis.discovery.points import gather_points
from esnsim.report.figures.discovery import SHARES, boxes_figure
from esnsim.report.style import styled
from tests.experiments.planted import COUNT, SHARE, simulated, tried

START = "programmes.ambassadors[1].start"


@pytest.fixture(scope="module")
def figure():
    """Two ways to fail: few ambassadors that begin late, or many contributors."""
    points = tried(200, 5)
    points[START] = np.array(["week 14", "week 2", "week 8"])[np.arange(len(points)) % 3]
    table = simulated(points, lambda each: (each[COUNT] < 150) | (each[SHARE] > 0.16) & (each[COUNT] > 300), 0.0, 2, 5)
    found = discover(table, [COUNT, SHARE, START])
    assert len(found.boxes) == 2
    made = boxes_figure(found)
    with styled():
        FigureCanvasAgg(made).draw()
    return made


def test_texts_with_numbers_in_them_are_in_the_order_of_their_numbers():
    """Week 2 comes before week 14."""
    table = tried(6, 1).assign(failed=True, **{START: ["week 14", "week 2", "week 8"] * 2})

    (factor,) = gather_points(table, [START], "failed").factors

    assert factor.levels == ("week 2", "week 8", "week 14")


def test_shares_are_in_percent_and_scales_have_round_numbers(figure):
    """Nobody reads 0.0358 off an axis."""
    across, up = (
        [tick.get_text() for tick in axis.get_ticklabels()] for axis in (figure.axes[1].xaxis, figure.axes[1].yaxis)
    )

    assert {"100", "200", "300", "400"} <= set(across)
    assert {"5\N{NO-BREAK SPACE}%", "10\N{NO-BREAK SPACE}%", "15\N{NO-BREAK SPACE}%"} <= set(up)


def test_no_two_texts_of_the_conditions_overlap(figure):
    """Limits of two boxes that lie close together stand above each other."""
    texts = [text for text in figure.axes[0].findobj(mpl.text.Text) if text.get_visible() and text.get_text().strip()]
    boxes = [text.get_window_extent() for text in texts]

    for nth, one in enumerate(boxes):
        assert not [
            texts[place].get_text() for place, other in enumerate(boxes) if place != nth and one.overlaps(other)
        ]


def test_the_more_runs_fail_the_darker_is_a_point():
    """Also without colours."""
    lightness = [float(np.dot(SHARES(share)[:3], (0.2126, 0.7152, 0.0722))) for share in np.linspace(0, 1, 11)]

    assert all(darker < lighter for lighter, darker in pairwise(lightness))
