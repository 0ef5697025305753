"""Whatever things are called and however many there are: every letter is on the picture, over no other, and readable.

Each kind of picture is drawn with names of 17 and of 40 letters, two and twelve programmes, a single half-year and two
replicates, those of units with sixty as well, and looked at by the same law.
"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from looks import looks_like
from matplotlib.backends.backend_agg import FigureCanvasAgg

from esnsim.report.letters import CUT
from esnsim.report.style import styled
from tests.report.drawn import DRAWN

pytestmark = pytest.mark.untraced

LETTERS = (17, 40)
PROGRAMMES = (2, 12)
PICTURES = Path(__file__).parent / "pictures" / "names"
SLIDE = (1280 / 96, 720 / 96)
"""A slide of 1280 x 720 pixels, inches."""
SMALLEST = 9.0
"""Points of the smallest letter on a slide."""
NOTHING = re.compile(r"(?<![\d.,])[-\N{MINUS SIGN}+]0(?:[.,]0*)?(?![\d.,]*\d)")
"""A zero with a sign."""
A_HAIR = 1.5
"""Pixels by which boxes of texts may touch: they are wider than the letters in them."""

WITHOUT_PROGRAMMES = (
    *("sensitivity", "tipping", "discover", "calibrated constants", "calibrated weeks"),
    *("plausible models", "usage by step", "usage by week", "usage by unit"),
)
CASES = [
    (kind, letters, programmes)
    for kind in DRAWN
    for letters in LETTERS
    for programmes in PROGRAMMES
    if programmes == PROGRAMMES[0] or (kind not in WITHOUT_PROGRAMMES and letters == LETTERS[-1])
]
"""Where a dozen long names have room, a dozen short ones have."""


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(map(str, case)))
def case(request, tmp_path_factory):
    """A picture that has been drawn: its kind, letters, programmes, figure, and what is written on it."""
    kind, letters, programmes = request.param
    figure = DRAWN[kind](letters, programmes, tmp_path_factory.mktemp("sweep"))
    with styled():  # letters are as wide as they were drawn
        FigureCanvasAgg(figure).draw()
        yield kind, letters, programmes, figure, _written(figure)


def _written(figure):
    """The texts that are drawn: around the panels, in them, and at those ticks of their axes that lie within."""
    found = [*figure.texts, *(text for legend in figure.legends for text in legend.get_texts())]
    for axes in figure.axes:
        found += [*axes.texts, axes.title, axes._left_title, axes._right_title]
        for axis in (axes.xaxis, axes.yaxis) if axes.axison else ():
            found += [label for tick in axis._update_ticks() for label in (tick.label1, tick.label2)]
            found += [axis.label, axis.offsetText]
    return [each for each in found if each.get_visible() and each.get_text().strip()]


def test_every_letter_is_on_the_picture(case):
    *_, figure, texts = case
    edges = figure.bbox
    outside = {
        each.get_text()
        for each in texts
        for box in [each.get_window_extent()]
        if not (edges.x0 <= box.x0 and box.x1 <= edges.x1 and edges.y0 <= box.y0 and box.y1 <= edges.y1)
    }

    assert outside == set()


def test_no_text_lies_over_another(case):
    """None is allowed to: no picture needs it."""
    *_, texts = case
    boxes = [(each.get_text(), each.get_window_extent().padded(-A_HAIR)) for each in texts]

    assert [(one, two) for (one, first), (two, second) in combinations(boxes, 2) if first.overlaps(second)] == []


def test_nothing_is_a_zero_with_a_sign(case):
    *_, texts = case

    assert [each.get_text() for each in texts if NOTHING.search(each.get_text())] == []


def test_the_smallest_letter_can_be_read_on_a_slide(case):
    """With names of forty letters, or a dozen programmes, it may be longer than a slide; it is as wide as one."""
    _, letters, programmes, figure, texts = case
    wide, tall = figure.get_size_inches()
    scale = SLIDE[0] / wide
    if programmes == PROGRAMMES[0] and letters == LETTERS[0]:
        scale = min(scale, SLIDE[1] / tall)

    assert scale * min(each.get_fontsize() for each in texts) >= SMALLEST


def test_a_name_that_is_cut_stands_there_in_full(case):
    """In a key or a legend of the same picture."""
    *_, texts = case
    told = " ".join(re.sub(r"\s+", " ", each.get_text()) for each in texts)
    cut = [text for each in texts if CUT in (text := re.sub(r"\s+", " ", each.get_text()))]

    for text in cut:
        begins, _, ends = text.partition(CUT)
        assert re.search(f"{re.escape(begins[-8:].strip())}[^{CUT}]+{re.escape(ends[:3].strip())}", told), text


def test_the_picture_looks_as_it_did(case, accept, tmp_path):
    """The last look at it, since drawing it smaller moves its letters."""
    kind, letters, programmes, figure, _ = case
    if programmes == PROGRAMMES[0]:
        assert looks_like(
            figure, PICTURES / f"{kind.replace(', ', ' ').replace(' ', '_')}_{letters}.png", accept, tmp_path
        )
