"""What is read off a watched network: silences, returns, contacts; and what trials do to a world."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from esnsim.evidence.disturbances import MUTE, Sifted, WritingShift
from esnsim.evidence.fact import Band
from esnsim.evidence.facts.attention import ATTENTION
from esnsim.evidence.facts.attention.experiments import contacts_of
from esnsim.evidence.facts.attention.lapsing import silent_periods
from esnsim.evidence.facts.attention.panel import first_answer, messages, occurrences, periods_written, rate
from esnsim.evidence.finding import find
from esnsim.evidence.recorders.observed_run import observe
from esnsim.evidence.trial import DONE, arm, arm_scenario
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import prepare
from tests.contracts.paths import ROOT

START = {"reader": 0.80, "interactive": 0.40, "contributor": 0.20}
PREPARED = prepare(arm_scenario(arm(200, [], 12, initial=START, turnover=0.0), 1))


def run(disturbed=None, weeks=12, closely=True):
    """A small settled network, watched."""
    return observe(PREPARED, DONE, weeks, closely=closely, disturbed=disturbed)


def test_silent_periods_are_counted_since_somebody_wrote():
    wrote = np.array([[0, 1], [1, 0], [0, 0], [0, 1]], np.bool_)

    assert silent_periods(wrote).T.tolist() == [[-1, 0, 1, 2], [0, 1, 2, 0]]


def test_a_rate_is_of_all_replicates_together():
    samples = {"x yes": np.array([1.0, 0.0]), "x all": np.array([1.0, 3.0])}

    assert find(rate("x", "x", Band(0.0, 1.0)), samples).value == 0.25
    assert occurrences("x", np.array([True, False, True])) == {"x yes": 2.0, "x all": 3.0}


def test_messages_answers_and_periods_agree_with_what_was_counted():
    watched = run()
    rows, days = messages(watched)
    placed = int(watched.record[1:, Measure.REPLIES_PLACED].sum())

    assert len(rows) == int(watched.record[1:, Measure.POSTS].sum()) + placed > 50
    assert (days >= 0).all()
    assert periods_written(watched).shape == (3, 200)
    assert np.nanmin(first_answer(watched)) >= 1.0


def test_nobody_writes_answers_or_reacts_in_a_silence_and_everybody_does_afterwards():
    quiet = run(WritingShift(5, 4, MUTE))
    written = quiet.flow(Measure.POSTS, Measure.REPLIES, Measure.REACTIONS)

    assert written[:4].min() > 0
    assert written[4:8].sum() == 0
    assert written[8:].min() > 0
    assert quiet.world.people.propensity.max() < 10.0


def test_only_the_busiest_falls_silent():
    shift = WritingShift(5, 4, MUTE, busiest=1)
    words = run(shift).weekly_panel.words
    (row,) = shift.rows

    assert words[1:5, row].sum() == words[1:5].sum(axis=0).max()
    assert words[5:9, row].sum() == 0
    assert words[5:9].sum() > 0


def test_twice_the_propensity_is_more_posts_and_is_taken_back():
    plain, more = run(closely=False), run(WritingShift(1, 6, math.log(2.0)), closely=False)

    assert more.flow(Measure.POSTS)[:6].sum() > 1.4 * plain.flow(Measure.POSTS)[:6].sum()
    assert more.world.people.propensity.tolist() == plain.world.people.propensity.tolist()


def test_items_kept_away_are_not_read():
    plain, sifted = run(closely=False), run(Sifted(1, 0.5), closely=False)

    assert sifted.reading.items.sum() < 0.7 * plain.reading.items.sum()


def test_contacts_are_those_tied_to_somebody():
    watched = run(weeks=1)
    whose = np.arange(200) == 7
    ties = watched.organisation.ties

    assert set(np.flatnonzero(contacts_of(watched, whose))) == set(ties.other[ties.start[7] : ties.start[8]].tolist())


@pytest.mark.parametrize("fact", ATTENTION, ids=lambda fact: fact.id)
def test_a_fact_on_attention_names_sources_that_are_listed(fact):
    listed = (ROOT / "docs" / "sources.md").read_text("utf-8")

    assert (named := re.findall(r"\[([\w-]+)\]", fact.source))
    assert [name for name in named if not re.search(rf"^\|.*\b{name}\b.*\|", listed, re.MULTILINE)] == []
