"""A plan: which scenario is run at which points, how often, and what is looked at.

It comes from a scenario with an ``experiment:`` section, from an ``*.experiment.yaml`` file that names a scenario, or
from the command line; what the command line says goes before what a file says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from esnsim.errors import Mistake, RunError, ScenarioError
from esnsim.experiments.design.designs import Design, Listed, Tell, points, read_listed, unheard
from esnsim.experiments.design.factors import Factor, Value
from esnsim.experiments.design.locate import is_experiment, locate
from esnsim.experiments.design.options import CommandOptions, OptionPlaces, Options, said_on_command_line, together
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.design.points import Gathered, Point, one_by_one, points_at, settled
from esnsim.experiments.design.schema import Chosen
from esnsim.experiments.design.stopping import MOST_REPLICATES, Fixed, Replicates, Until
from esnsim.scenario.load import EXPERIMENT, Draft, override, read_draft, take_out
from esnsim.scenario.model import Scenario
from esnsim.scenario.reading.document import Document

__all__ = ["CommandOptions", "Fixed", "Plan", "Point", "Until", "check_experiment", "load_plan", "points_of"]

Thing = TypeVar("Thing")

ONCE = Fixed(1)
NOTHING_MORE = CommandOptions()
NOTHING = "nothing is varied; write for example vary: {initial.contributor: [0.05, 0.10]}, or --vary PATH=VALUES"
LISTED = "a list of points says itself what is varied; leave out vary, or the list"
REPLICATES = "replicates are no factor; write replicates: 10 beside vary, or --replicates 10"


@dataclass(frozen=True, slots=True)
class Plan:
    """Which scenario is run at which points, how often, and what is looked at.

    Attributes:
        scenario_file: File of the scenario.
        overrides: Changes of it at all points, such as ``weeks=52``.
        factors: What is varied; nothing where points are listed in a file.
        design: How points are chosen.
        count: How many are sampled; None for a grid or a list.
        replicates: How often each point is simulated.
        outcome: What is looked at, if it was said.
        points_file: Where points are listed, for the design ``list``.
        seed: Random seed of the design.
        places: Where all this was said.
    """

    scenario_file: Path
    overrides: tuple[str, ...] = ()
    factors: tuple[Factor, ...] = ()
    design: Design = "grid"
    count: int | None = None
    replicates: Replicates = ONCE
    outcome: Outcome | None = None
    points_file: Path | None = None
    seed: int = 1
    places: OptionPlaces = field(default=OptionPlaces(), compare=False, repr=False)

    def place_of(self, point: Listed, path: str, value: Value) -> str:
        """Where the value of a path at a point was asked for."""
        return point.place or self.places.factors.get(path, f"--vary {path}={value}")


def load_plan(path: Path, asked: CommandOptions = NOTHING_MORE) -> Plan:
    """The plan in a file, with what the command line asks for.

    Args:
        path: A scenario, with or without an ``experiment:`` section, or an ``*.experiment.yaml`` file.
        asked: What the command line adds or says differently.

    Raises:
        ScenarioError: With every mistake of the experiment, of the command line and of the scenario.
    """
    found = locate(path)
    mine, mistakes = said_on_command_line(asked, found.said)
    said = together(found.said, mine)
    draft = found.draft
    mistakes = [*found.mistakes, *mistakes, *override(draft.document, said.changes, said.places.changes)]
    plan = _plan(said, found.scenario_file, draft.document, mistakes)
    if not plan.factors and plan.design != "list" and not mistakes:
        mistakes.append(Mistake(str(path), NOTHING))
    if plan.design != "list" and all(factor.path != "weeks" for factor in plan.factors):
        mistakes += _beyond_the_end(plan, _usual(draft.document, "weeks", 1))
    listed: list[Listed] = []
    if not mistakes or plan.points_file is not None:
        listed = _tried(lambda: _listed(plan, unheard), listed, mistakes)
    if not mistakes:
        _try_first(plan, draft, listed[:1])
        return plan
    gathered = Gathered()
    _points(plan, draft, listed or one_by_one(plan.factors), gathered)
    _tried(gathered.check, None, mistakes)
    raise ScenarioError(mistakes)


def _tried(attempt: Callable[[], Thing], otherwise: Thing, mistakes: list[Mistake]) -> Thing:
    """What an attempt gives; if it fails, what is wrong joins what is known to be wrong."""
    try:
        return attempt()
    except ScenarioError as error:
        mistakes += [mistake for mistake in error.mistakes if mistake not in mistakes]
        return otherwise


def points_of(plan: Plan, tell: Tell = unheard) -> list[Point]:
    """The points of a plan, each with its scenario, resolved.

    Args:
        plan: What is run.
        tell: Hears of points that came twice and were dropped.

    Raises:
        ScenarioError: With every mistake of all points, told once each, and at how many points it is one.
    """
    draft = read_draft(plan.scenario_file)
    take_out(draft.document, EXPERIMENT)
    if mistakes := override(draft.document, plan.overrides, plan.places.changes):
        raise ScenarioError(mistakes)
    listed = _listed(plan, tell)
    gathered = Gathered()
    found = _points(plan, draft, listed, gathered)
    gathered.check(len(listed))
    return found


def check_experiment(path: Path, tell: Tell = unheard, asked: CommandOptions = NOTHING_MORE) -> list[Point]:
    """Look for every mistake of the experiment in a file, and of the scenario at all its points.

    Args:
        path: A scenario or an ``*.experiment.yaml`` file.
        tell: Hears of points that came twice and were dropped.
        asked: What the command line asks for besides.

    Returns:
        Its points; nothing if the file says nothing of an experiment.

    Raises:
        ScenarioError: With everything that is wrong.
    """
    content = read_draft(path).document.content
    return points_of(load_plan(path, asked), tell) if is_experiment(path, content) or EXPERIMENT in content else []


def _plan(said: Options, scenario_file: Path, document: Document, mistakes: list[Mistake]) -> Plan:
    """What was said, as a plan."""
    chosen = said.chosen or Chosen()
    factors, sites = _settle(said, document, mistakes)
    if "replicates" in factors:
        mistakes.append(Mistake(sites.get("replicates", "--vary replicates"), REPLICATES))
    if factors and chosen.design == "list":
        mistakes.append(Mistake(said.places.design, LISTED))
    # A scenario with a number of replicates that cannot be is refused later on.
    usual = min(_usual(document, "replicates", 1), MOST_REPLICATES)
    return Plan(
        scenario_file=scenario_file,
        overrides=said.changes,
        factors=tuple(factors.values()),
        design=chosen.design,
        count=chosen.count,
        replicates=said.replicates or Fixed(usual),
        outcome=said.outcome,
        points_file=None if chosen.file is None else Path(chosen.file),
        seed=_usual(document, "seed", 0) if said.seed is None else said.seed,
        places=replace(said.places, factors=sites),
    )


def _settle(said: Options, document: Document, mistakes: list[Mistake]) -> tuple[dict[str, Factor], dict[str, str]]:
    """Factors by their paths in the scenario, and the places of those from a file."""
    factors: dict[str, Factor] = {}
    sites: dict[str, str] = {}
    for factor in said.factors:
        place = said.places.factors.get(factor.path)
        told = place or f"--vary {factor.path}"
        try:
            known = settled(factor, document, whole_said=factor.path in said.whole_said)
        except ValueError as error:
            mistakes.append(Mistake(told, str(error)))
            continue
        # The command line replaces what the file says, even if one names an intervention by its kind.
        if known.path in factors and (known.path in sites) == (place is not None):
            mistakes.append(Mistake(told, f"{known.path} is varied twice; write it once, with all its values"))
        factors[known.path] = known
        sites.pop(known.path, None)
        if place:
            sites[known.path] = place
    return factors, sites


def _usual(document: Document, name: str, least: int) -> int:
    """A whole number as the scenario says it, or its default where it says none that can be."""
    value = document.content.get(name)
    default: int = Scenario.model_fields[name].default
    return value if type(value) is int and value >= least else default


def _listed(plan: Plan, tell: Tell) -> list[Listed]:
    """The points of a plan, as values.

    Raises:
        ScenarioError: If the design does not suit the factors, or the list cannot be read.
    """
    if plan.points_file is not None:
        return read_listed(plan.points_file, tell)
    try:
        chosen = points(plan.factors, plan.design, plan.count, plan.seed, tell)
    except ValueError as error:
        raise ScenarioError([Mistake(plan.places.design, str(error))]) from None
    return [Listed(values, "") for values in chosen]


def _try_first(plan: Plan, draft: Draft, first: list[Listed]) -> None:
    """See that the scenario can be understood at the first point, and if not, say what is wrong at any.

    Raises:
        ScenarioError: If it cannot.
    """
    gathered = Gathered()
    _points(plan, draft, first, gathered)
    try:
        gathered.check(len(first))
    except ScenarioError:
        points_of(plan)
        raise


def _points(plan: Plan, draft: Draft, listed: list[Listed], gathered: Gathered) -> list[Point]:
    """The points whose scenarios can be understood; those that end before the week looked at are noted too."""
    found = points_at(draft, listed, plan.place_of, gathered)
    for point in found:
        gathered.add(point.number, _beyond_the_end(plan, point.scenario.weeks))
    return found


def _beyond_the_end(plan: Plan, weeks: int) -> list[Mistake]:
    """Outcomes that are looked at after so many weeks are over."""
    rule = plan.replicates
    looked_at = [(plan.places.outcome, plan.outcome)] if plan.outcome else []
    looked_at += [(plan.places.replicates, rule.outcome)] if isinstance(rule, Until) else []
    mistakes: list[Mistake] = []
    for place, outcome in looked_at:
        try:
            outcome.at(weeks)
        except RunError as error:
            mistakes.append(Mistake(place, str(error)))
    return mistakes
