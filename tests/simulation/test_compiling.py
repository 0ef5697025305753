"""What a simulation needs is compiled beforehand, and it is told how far that is."""

from __future__ import annotations

import pytest

from esnsim.compilation import COMPILED
from esnsim.experiments.execution import executor
from esnsim.experiments.execution.runner import run_all
from esnsim.simulation.record import count_people
from esnsim.simulation.simulate import compiling, rules_are_compiled
from esnsim.simulation.step_day import exchange, step_people
from tests.worlds import intervention, random_organisation, scenario_of, setting_of, simulated

PULLED = {"pulled": [intervention("campaign")]}


def forms() -> list[int]:
    """For how many kinds of worlds each function that Python enters has been compiled."""
    return [len(getattr(each, "signatures", ())) for each in (step_people, exchange, count_people)]


def test_nothing_is_left_to_compile():
    """A world of twenty people has the types of any other."""
    told = list(compiling(pulled=True))
    before = forms()

    for programme in ("none", "pulled"):
        simulated(setting_of(random_organisation(30, 2), scenario_of(PULLED)), programme, days=3)

    assert told == [(ready, 5) for ready in range(6)]
    assert forms() == before
    assert rules_are_compiled(pulled=True)


@pytest.mark.skipif(not COMPILED, reason="nothing is compiled")
def test_levers_are_compiled_for_those_who_pull_them():
    """Without any, one part less."""
    assert list(compiling(pulled=False))[-1] == (4, 4)


@pytest.mark.skipif(not COMPILED, reason="nothing is compiled")
def test_code_for_levers_is_asked_for_by_itself(monkeypatch):
    """Whoever has simulated without levers has none of it."""
    monkeypatch.setattr(type(step_people), "kept", 1)

    assert rules_are_compiled(pulled=False)
    assert not rules_are_compiled(pulled=True)


@pytest.mark.parametrize("known", [False, True], ids=["first run", "later run"])
def test_the_first_run_says_that_it_compiles(monkeypatch, known):
    """Before anything else, part by part; once something is simulated only."""
    answers = iter([known, True])
    monkeypatch.setattr(executor, "rules_are_compiled", lambda *, pulled: pulled and next(answers))
    heard: list[executor.RunProgress] = []

    run_all(scenario_of(PULLED, weeks=2), replicates=1, progress=heard.append)

    parts = [(each.done, each.total) for each in heard if each.stage == executor.COMPILING]
    assert parts == ([] if known else [(ready, 5) for ready in range(6)])
    assert {each.unit for each in heard[: len(parts)]} <= {"parts"}
