"""Everything that pictures are drawn from, made up by hand: names as long as wanted, and nobody is simulated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from esnsim.analysis.attribution.attribution import Attribution, Contribution
from esnsim.analysis.discovery import discover
from esnsim.analysis.person_level import Gallery, LadderPlace, Portrait
from esnsim.analysis.person_level.branches import Branches
from esnsim.analysis.sensitivity import Effort, Sensitivity
from esnsim.analysis.sensitivity.answer import Screened
from esnsim.analysis.sensitivity.indices import Effect, Shares, VarianceShare
from esnsim.analysis.tipping import analyse
from esnsim.experiments.design.factors import Range
from esnsim.experiments.design.outcome import read_outcome
from esnsim.experiments.estimates.interval import Interval
from esnsim.simulation.programme import Expense
from esnsim.simulation.run import Inequality
from tests.experiments.planted import COUNT, SHARE, simulated, tried
from tests.experiments.synthetic_runs import parting
from tests.organisations import draw
from tests.report.experiments import experiment

WORDS = "community manager of all the northern regions and plants"
UNITS = (30, 22, 18, 9, 7, 6, 6, 5, 5, 5, 4, 3)
"""People of each unit."""
MANY_UNITS = tuple(40 - nth // 2 for nth in range(60))
"""The same of sixty units."""


def name(letters, nth):
    """A name of exactly so many letters, whose last ones alone tell it from others."""
    return f"{WORDS[: letters - 3]}{nth:>3}".replace("  ", " x")[:letters].strip()


def names(letters, count):
    """The baseline, whose name is as long as others, and further programmes."""
    return [name(letters, nth) for nth in range(count)]


def experiment_of(letters, programmes, weeks=26, replicates=2):
    """Runs of programmes with two interventions each, all of whose names are so long."""
    events = ((10, name(letters, 70), "begins"), (60, name(letters, 70), "ends"), (65, name(letters, 71), "begins"))
    rungs = {
        each: {"reader": (700, 700 + 8 * nth), "contributor": (100, 100 + 9 * nth)}
        for nth, each in enumerate(names(letters, programmes))
    }
    made = experiment(rungs, weeks=weeks, replicates=replicates, events=events)
    spent = (Expense(10, name(letters, 70), 1000.0, 40.0),)
    half = tuple(Inequality(130 * nth - 1, 0.8, 0.4) for nth in range(1, weeks // 26 + 1))
    runs = tuple(replace(run, expenses=spent if run.events else (), inequality=half) for run in made.runs)
    return replace(made, runs=runs)


def gallery_of(letters, programmes, weeks=26, replicates=2, sizes=UNITS):
    """Portraits of people in units of these sizes whose names are so long."""
    made = experiment_of(letters, programmes, weeks, replicates)
    units, people = np.arange(len(sizes)), sum(sizes)
    of = np.repeat(units.astype(np.int32), sizes)
    parent = np.where(units == 0, -1, 0).astype(np.int32)
    branches = Branches(of, tuple(name(letters, 80 + nth) for nth in units), parent)
    portraits = {
        each: tuple(_portrait(each, nth, replicate, sizes, weeks) for replicate in range(replicates))
        for nth, each in enumerate(made.programmes)
    }
    return Gallery(made, draw([-1] * people, [(0, 1, 10)]), branches, portraits)


def _portrait(programme, nth, replicate, sizes, weeks):
    units, people = np.arange(len(sizes)), sum(sizes)
    looks = np.arange(0, weeks + 1, 4)
    looks[-1] = weeks
    spread = (np.arange(people)[None, :] * 7 + 3 * np.arange(len(looks))[:, None] * (nth + 1)) % len(LadderPlace)
    written = (np.arange(people) % 11) ** 3 + nth
    between = np.outer(units, units[::-1]).astype(np.int64)
    ones, few = np.ones(people, np.int8), np.array([3, 5], np.int64)
    stayed = (np.arange(people) % 9 > 0).astype(np.int8)
    return Portrait(
        programme, replicate, looks, spread.astype(np.int8), stayed, ones, written, between, few, few, few
    )  # fmt: skip


def sensitivity_of(letters):
    """A study of constants whose names are so long, every second of which works downwards, and one not at all."""
    sizes = [0.2 * 0.7**nth * (-1) ** nth for nth in range(7)] + [0.0]
    constants = [name(letters, nth).replace(" ", "_") for nth in range(len(sizes))]
    ranges = [Range(f"behaviour.{each}", 0.0, 1.0) for each in constants]
    effects = [
        Effect(Interval(size, size - 0.02, size + 0.02), Interval(size**2, size**2 - 0.001, size**2 + 0.01), 0.1, 0.001)
        for size in sizes
    ]
    parts = [VarianceShare(Interval(0.3, 0.1, 0.5), Interval(0.4, 0.2, 0.7), 0.001)] * 3
    screened = tuple(Screened(one, effect) for one, effect in zip(ranges, effects, strict=True))
    found = Shares(0.01, 0.1, parts)
    outcome = read_outcome("contributor@week26")
    return Sensitivity("made up", outcome, name(letters, 1), Effort(), screened, tuple(ranges[:3]), found)


def attribution_of(letters, programmes=2):
    """What interventions are responsible for; the last of them for nothing."""
    made = experiment_of(letters, programmes)
    found = [Interval(size, size - 0.01, size + 0.01) for size in (0.05, -0.03, 0.0)]
    contributions = tuple(
        Contribution(name(letters, 70 + nth), "campaign", each, each, each, 1) for nth, each in enumerate(found)
    )
    outcome = read_outcome("contributor@week26")
    return Attribution(made.scenario, made.programmes[1], outcome, 2, found[0], found[1], contributions)


def tipping_of(letters):
    """Runs that part, of a programme whose name is so long."""
    answer = analyse(parting(1, middle=0.4, spread=0.05, replicates=10))
    return replace(answer, runs=replace(answer.runs, programme=name(letters, 1)))


def discovery_of(letters, boxes=2):
    """Two ways to fail, in a programme and an intervention whose names are so long."""
    owner = f"programmes.{name(letters, 1)}"
    count, start = f"{owner}[0].count", f"{owner}[1].start"
    points = tried(120, 5).rename(columns={COUNT: count})
    levels = np.array(["week 14", "when reader < 30% for 4 weeks", "week 8"])
    points[start] = levels[np.arange(len(points)) % 3]
    table = simulated(
        points, lambda each: (each[count] < 150) | (boxes > 1) & (each[SHARE] > 0.16) & (each[count] > 300), 0.0, 2, 5
    )
    return discover(table, [count, SHARE, start])
