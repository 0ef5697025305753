"""A question about a pilot, and the simulated pilots that answer it; those that are there already are used again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from esnsim.analysis.piloting.keeping import digest_of_pilots, keep_pilot, kept_pilot
from esnsim.analysis.piloting.power import PilotPower, powers_of, smallest
from esnsim.analysis.piloting.trial import PILOT, PilotOutcome, PilotTrial, lengths, simulate_pilots, weeks_before
from esnsim.analysis.piloting.units import changes_in_units, eligible, in_units, pilot_units
from esnsim.errors import Mistake, RunError, ScenarioError
from esnsim.experiments.execution.executor import RunProgress, Watcher
from esnsim.experiments.execution.parallel import answered
from esnsim.experiments.store.keys import organisation_of
from esnsim.interventions.forms import suggestion
from esnsim.organisation import Organisation
from esnsim.scenario import Scenario, resolve
from esnsim.state.ladder import LADDER

USUAL_UNITS = (2, 4, 8, 16)
"""Numbers of units that are tried where none is said."""
SIMULATING = "simulating"
COUNTED = tuple(rung for rung in LADDER if rung not in ("lapsed", "returned"))
"""Rungs that a programme is to raise."""


class PilotQuestion(NamedTuple):
    """What is asked.

    Attributes:
        scenario: The scenario.
        programme: Name of the programme to try; None for the only one beside the baseline.
        rung: Rung of the ladder that is counted, one of `COUNTED`.
        units: Numbers of units to try, >= 2; none for `USUAL_UNITS`.
        weeks: How long the longest pilot is, >= 4.
        pilots: How many pilots are simulated.
    """

    scenario: Scenario
    programme: str | None
    rung: str
    units: tuple[int, ...]
    weeks: int
    pilots: int


class PilotAnswer(NamedTuple):
    """What simulated pilots see.

    Attributes:
        scenario: The scenario, resolved, up to the end of the longest pilot.
        programme: Name of the programme that is tried.
        rung: Rung of the ladder that is counted.
        before: Weeks before the programme begins, and with it the pilot.
        weeks: How long the longest pilot is.
        found: Power and false alarms of every number of units and weeks.
        smallest: The smallest pilot with the power asked for; None if there is none.
        large: How many units of the scenario's own organisation are large enough to be counted.
        left_out: Numbers of units that nobody asked for and that there are not units enough for.
        named: Units that are proposed, by name, where the organisation is imported; empty where it is generated.
        pilot: The programme as it is carried out in these units; empty where none are named.
        changes: What is otherwise in a pilot than in the programme.
        idle: Whether no simulated pilot differs from doing nothing.
    """

    scenario: Scenario
    programme: str
    rung: str
    before: int
    weeks: int
    found: tuple[PilotPower, ...]
    smallest: PilotPower | None
    large: int
    left_out: tuple[int, ...]
    named: tuple[str, ...]
    pilot: tuple[Any, ...]
    changes: tuple[str, ...]
    idle: bool

    def document(self) -> dict[str, Any]:
        """Everything as plain values."""
        return {
            "programme": self.programme,
            "rung": self.rung,
            "begins_in_week": self.before + 1,
            "smallest": _plain(self.smallest) if self.smallest else None,
            "pilots": [_plain(each) for each in self.found],
            "units_large_enough": self.large,
            "units_named": list(self.named),
            "notes": list(self.changes),
        }

    def as_scenario(self) -> Scenario:
        """The scenario with the pilot in the units that are named, beside its baseline."""
        base = self.scenario.baseline
        programmes = {base: self.scenario.programmes[base], PILOT: self.pilot}
        return self.scenario.model_copy(update={"programmes": programmes})


def _plain(power: PilotPower) -> dict[str, Any]:
    return power._asdict() | {"power": power.power._asdict(), "alarms": power.alarms._asdict()}


def pilot_study(
    asked: PilotQuestion, kept: Path | None = None, workers: int = 1, tell: Watcher | None = None
) -> PilotAnswer:
    """Simulate pilots and see what they see; the answer is the same for any number of workers.

    Args:
        asked: The question.
        kept: Folder of finished pilots; None keeps nothing.
        workers: Number of processes, >= 1.
        tell: Told how many replicates of how many are finished.

    Raises:
        OrganisationError: If imported files cannot be understood.
        ScenarioError: If the programme, the rung or a number of units cannot be; tells all at once.
        RunError: If a process died.
    """
    organisation, _ = organisation_of(resolve(asked.scenario), Path())
    large = len(eligible(organisation))
    programme = _check(asked, large)
    units = asked.units or tuple(count for count in USUAL_UNITS if 2 * count <= large)
    before = weeks_before(asked.scenario, programme)
    whole = asked.scenario.ending(before + asked.weeks)
    scenario = resolve(whole)
    trials = [PilotTrial(whole, programme, asked.rung, units, before, asked.weeks, nth) for nth in range(asked.pilots)]
    outcomes = _outcomes(trials, kept, workers, tell)
    found = powers_of(outcomes, lengths(asked.weeks))
    if not found:
        raise RunError(f"no organisation that was drawn has units enough for a pilot in {min(units)} of them")
    best = smallest(found)
    where = _where(organisation, scenario, best.units if best else max(each.units for each in found))
    return PilotAnswer(
        scenario,
        programme,
        asked.rung,
        before,
        asked.weeks,
        found,
        best,
        large,
        tuple(count for count in asked.units or USUAL_UNITS if count not in {each.units for each in found}),
        tuple(organisation.unit_names[unit] for unit in where),
        in_units(scenario.programmes[programme], organisation, where) if len(where) else (),
        (*_baseline_left_out(scenario), *changes_in_units(scenario.programmes[programme])),
        all((shares == each.without).all() for each in outcomes for shares in each.pilots.values()),
    )


def _baseline_left_out(scenario: Scenario) -> Iterator[str]:
    if scenario.programmes[scenario.baseline]:
        yield f"What the baseline '{scenario.baseline}' does is left out: pilots are compared with doing nothing"


def _where(organisation: Organisation, scenario: Scenario, count: int) -> Any:  # noqa: ANN401 - numbers of units
    """Units to begin with, where they are those of a real organisation."""
    return () if scenario.organisation.generate else pilot_units(organisation, count, scenario.seed, 0)


def _check(asked: PilotQuestion, large: int) -> str:
    """The programme that is tried, if everything that is asked can be."""
    scenario, mistakes = asked.scenario, []
    others = [name for name in scenario.programmes if name != scenario.baseline and scenario.programmes[name]]
    name = asked.programme or (others[0] if len(others) == 1 else "")
    if asked.programme and asked.programme not in scenario.programmes:
        near = suggestion(asked.programme, scenario.programmes, "programmes")
        mistakes.append(Mistake(f"--programme {asked.programme}", f"is not in the scenario; {near}"))
    elif asked.programme and not scenario.programmes[asked.programme]:
        mistakes.append(Mistake(f"--programme {asked.programme}", "does nothing that a pilot could try"))
    elif not name:
        which = f"name one of {', '.join(others)}" if others else "no programme of the scenario does anything"
        mistakes.append(Mistake("--programme", f"a pilot tries one programme; {which}"))
    if asked.rung not in COUNTED:
        mistakes.append(Mistake(f"--rung {asked.rung}", f"is no rung to be raised; {suggestion(asked.rung, COUNTED)}"))
    for count in asked.units or (min(USUAL_UNITS),):
        if 2 * count > large:
            needs = "needs as many again to be compared with"
            text = f"of eight people or more without units inside there are {large:,}; a pilot in {count:,} {needs}"
            mistakes.append(Mistake(f"--units {count}", text))
    if mistakes:
        raise ScenarioError(mistakes)
    return name


def _outcomes(trials: list[PilotTrial], kept: Path | None, workers: int, tell: Watcher | None) -> list[PilotOutcome]:
    """What came of every trial, in their order; each is kept as soon as it is there."""
    digest = digest_of_pilots(trials[0])
    places = [kept / digest / f"{trial.replicate}.json" if kept else None for trial in trials]
    there = {nth: found for nth, place in enumerate(places) if place and (found := kept_pilot(place)) is not None}
    reused = len(there)

    def told() -> None:
        if tell:
            tell(RunProgress(SIMULATING, len(there), len(trials), reused, unit="pilots"))

    told()
    missing = [trial for trial in trials if trial.replicate not in there]
    for trial, outcome in answered(simulate_pilots, missing, workers):
        there[trial.replicate] = outcome
        if place := places[trial.replicate]:
            keep_pilot(outcome, place)
        told()
    return [there[trial.replicate] for trial in trials]
