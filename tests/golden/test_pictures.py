"""Pictures look as they did when somebody last looked at them.

``python -m pytest tests/golden/test_pictures.py --accept`` draws them anew; look at each before it is committed.
"""

from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.testing.compare import compare_images

from esnsim.cli.plot import KINDS, picture_of
from esnsim.experiments import compare
from esnsim.experiments.portraits import gallery_of
from esnsim.report.map import map_over_time
from esnsim.report.style import styled
from esnsim.scenario import load

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
DOTS = 45
"""Enough to see what is where, and small files."""
TOLERANCE = 8.0
"""Root of the mean squared difference, of 255: letters differ a little between versions of the library."""


@pytest.fixture(scope="module")
def seen():
    """A run small enough for people to be drawn."""
    scenario = load(HERE / "settled.yaml", ["weeks=30", "replicates=3"])
    return gallery_of(compare(scenario), None, lives=2)


@pytest.fixture
def drawn(accept, tmp_path):
    """Compares a figure with the picture of this name."""

    def check(figure, name):
        golden = PICTURES / f"{name}.png"
        target = golden if accept else tmp_path / f"{name}.png"
        target.parent.mkdir(exist_ok=True)
        with styled():
            FigureCanvasAgg(figure)
            figure.savefig(target, dpi=DOTS)
        assert golden.is_file()
        assert accept or compare_images(str(golden), str(target), TOLERANCE) is None

    return check


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_looks_as_it_did(seen, drawn, kind):
    drawn(picture_of(kind, seen.experiment, seen), kind)


def test_a_map_over_time_looks_as_it_did(seen, drawn):
    drawn(map_over_time(seen, seen.experiment.others[0]), "network_over_time")
