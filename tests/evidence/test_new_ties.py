"""Who hears from whom beside contacts at work, counted narrowly and widely."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.evidence.disturbances import MUTE, WritingShift
from esnsim.evidence.facts.new_ties import F33, new_pairs
from esnsim.evidence.recorders.observed_run import ObservedRun, observe
from esnsim.evidence.trial import DONE, arm, arm_scenario
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import prepare
from tests.contracts.paths import ROOT

START = {"reader": 0.80, "interactive": 0.40, "contributor": 0.20}
PREPARED = prepare(arm_scenario(arm(200, [], 52, initial=START, turnover=0.0), 1))
MEASURE = F33.tests[0].measure


def watched(disturbed=None) -> ObservedRun:
    """A small lively network for a year."""
    return observe(PREPARED, DONE, 52, closely=True, disturbed=disturbed)


def test_new_pairs_are_all_who_answer_each_other_without_working_together():
    """The same as by going through every reply and reaction."""
    run = watched()
    ties, log = run.organisation.ties, run.reply_log
    contacts = [set(ties.other[first:last].tolist()) for first, last in pairwise(ties.start.tolist())]
    seen = set()
    for day, row, post in zip(log.day.tolist(), log.row.tolist(), log.post.tolist(), strict=True):
        author = int(run.posts.row[post])
        if author != row and author not in contacts[row]:
            seen.add((day // WORKDAYS_A_WEEK, min(row, author) * run.people + max(row, author)))

    assert sorted(map(tuple, new_pairs(run).tolist())) == sorted(seen)
    assert len(seen) > 100


def test_more_hear_from_each_other_than_answer_and_no_more_than_there_is_to_read():
    """Pairs of those who answer, at most those who read, at most all items that were read."""
    run = watched()
    values = MEASURE({"supported": run})
    contacts = len(run.organisation.ties.other) / 2
    read = run.flow(Measure.ITEMS_READ)[26:].mean() / contacts

    assert 0.0 < values["answered"] < values["read"] <= read
    assert 0.0 < values["once"] <= 1.0


def test_where_nobody_writes_nothing_is_added():
    """And how often pairs meet again is not known."""
    values = MEASURE({"supported": watched(WritingShift(1, 60, MUTE))})

    assert (values["answered"], values["read"]) == (0.0, 0.0)
    assert np.isnan(values["once"])


def test_the_source_is_listed_and_its_size_is_the_bound_of_both_counts():
    """What is published lies between the narrow count and the wide one, or the fact fails."""
    answered, read, _ = F33.tests[0].claims

    assert answered.band.high == read.band.low == 0.078
    assert [name for name in re.findall(r"\[(\w+)\]", F33.source) if name in (ROOT / "docs/sources.md").read_text()]
