"""Pictures look as they did when somebody last looked at them.

``python -m pytest tests/golden/test_pictures.py --accept`` draws them anew; look at each before it is committed.
"""

from pathlib import Path

import pytest
from looks import looks_like

from esnsim.analysis.person_level import gallery_of
from esnsim.cli.commands.plot import KINDS, picture_of
from esnsim.experiments import compare
from esnsim.report.figures.map import map_over_time
from esnsim.scenario import load

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"


@pytest.fixture(scope="module")
def seen():
    """A run small enough for people to be drawn."""
    scenario = load(HERE / "settled.yaml", ["weeks=30", "replicates=3"])
    return gallery_of(compare(scenario), None, runs=2)


@pytest.fixture
def drawn(accept, tmp_path):
    """Compares a figure with the picture of this name."""

    def check(figure, name):
        assert looks_like(figure, PICTURES / f"{name}.png", accept, tmp_path)

    return check


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_looks_as_it_did(seen, drawn, kind):
    drawn(picture_of(kind, seen.experiment, seen), kind)


def test_a_map_over_time_looks_as_it_did(seen, drawn):
    drawn(map_over_time(seen, seen.experiment.others[0]), "network_over_time")
