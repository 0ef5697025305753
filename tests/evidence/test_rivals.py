"""Plain models of who adopts next find the constants that made the data, and carry on from where it ends."""

from __future__ import annotations

import numpy as np
import pytest

from esnsim.evidence.statistics.rivals import (
    COLUMNS,
    LOCAL,
    PLAIN,
    POPULAR,
    Fitted,
    Onlooker,
    carried_on,
    fit_hazards,
    ranked_before,
)
from esnsim.organisation import Generate, generate
from esnsim.rng.address import Draw, key_of
from esnsim.rng.arrays import uniforms
from esnsim.simulation.build_state import tiers

WEEKS = 40
FIRM = generate(Generate(people=1200), key_of("rivals"))
TIER = tiers(FIRM.manager)
ONLOOKER = Onlooker(FIRM, np.where(FIRM.manager >= 0, TIER[np.maximum(FIRM.manager, 0)], 0).astype(np.int8))
PEOPLE = np.arange(FIRM.people)


def grown(truth, key):
    """Who has adopted by the end of each week, where everybody follows a plain model; one in fifty begins."""
    rows = [np.zeros(FIRM.people, bool), uniforms(key, PEOPLE, 0, Draw.START) < 0.02]
    for week in range(WEEKS):
        hazard = truth.hazard(ONLOOKER.sees(rows[-1], rows[-2]))
        rows.append(rows[-1] | (uniforms(key, PEOPLE, week, Draw.TRY) < -np.expm1(-hazard)))
    return np.array(rows)


def panel(adopted):
    """What those who had not adopted saw each week, and who did in the next."""
    weeks = range(1, len(adopted) - 1)
    seen = [ONLOOKER.sees(adopted[week], adopted[week - 1])[~adopted[week]] for week in weeks]
    return np.concatenate(seen), np.concatenate([adopted[week + 1][~adopted[week]] for week in weeks])


@pytest.mark.parametrize(
    "truth",
    [
        Fitted(PLAIN["bass"], np.array([0.002, 0.05]), 0.0),
        Fitted(PLAIN["cascade"], np.array([0.001, 0.08]), 0.0),
        Fitted(PLAIN["threshold"], np.array([0.001, 0.9]), 0.0),
        Fitted(LOCAL, np.array([0.004, 0.01, 0.03, 0.01, 0.006]), 0.0),
        Fitted(POPULAR, np.array([0.004, 0.01, 0.03, 0.01, 0.006]), 3.0),
    ],
)
def test_a_model_finds_the_hazards_that_made_the_data(truth):
    """Within a quarter of the truth on average over what was seen, and within its own noise in the large."""
    seen, adopts = panel(grown(truth, key_of("test", 1)))
    found = fit_hazards(truth.rival, seen, adopts).hazard(seen)

    assert found.mean() == pytest.approx(truth.hazard(seen).mean(), rel=0.1)
    assert np.abs(found - truth.hazard(seen)).mean() < 0.25 * truth.hazard(seen).mean()


def test_what_is_carried_on_from_the_truth_is_what_happens():
    """Summed over the weeks, within one in six."""
    truth = Fitted(PLAIN["bass"], np.array([0.002, 0.06]), 0.0)
    adopted = grown(truth, key_of("test", 2))
    half = len(adopted) // 2
    told = carried_on(truth, ONLOOKER, (adopted[half - 1], adopted[half]), len(adopted) - 1 - half, 20, key_of("on"))

    assert told.sum() == pytest.approx(adopted[-1].sum() - adopted[half].sum(), rel=1 / 6)


def test_everybody_sees_peers_managers_and_contacts():
    """By hand, for those below the head when the head and nobody else has adopted."""
    (head,) = np.flatnonzero(FIRM.manager < 0)
    adopted = head == PEOPLE
    seen = ONLOOKER.sees(adopted, np.zeros(FIRM.people, bool))
    below = FIRM.manager == head

    assert (seen[below, COLUMNS.index("top")] == 1.0).all()
    assert (seen[~below, COLUMNS.index("top")] == 0.0).all()
    assert (seen[:, COLUMNS.index("peers")] == 0.0).all()
    contacts = FIRM.ties.other[FIRM.ties.start[head] : FIRM.ties.start[head + 1]]
    assert set(np.flatnonzero(seen[:, COLUMNS.index("new contacts")])) == set(contacts.tolist())


def test_ranks_are_one_where_all_adopters_come_first_and_half_by_luck():
    """The chance that an adopter was ranked above another."""
    adopts = np.array([True, True, False, False, False])

    assert ranked_before(np.array([5.0, 4.0, 3.0, 2.0, 1.0]), adopts) == 1.0
    assert ranked_before(np.ones(5), adopts) == 0.5
    assert np.isnan(ranked_before(np.ones(5), np.zeros(5, bool)))
