"""What is asked: which constants of a scenario move an outcome, each over its declared range."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from esnsim.errors import Mistake, ScenarioError
from esnsim.experiments.design.designs import Listed
from esnsim.experiments.design.factors import Range, Value, read_factor
from esnsim.experiments.design.outcome import Outcome, read_outcome
from esnsim.experiments.design.points import Gathered, Point, points_at, settled
from esnsim.interventions.forms import suggestion
from esnsim.scenario import Scenario
from esnsim.scenario.constants import ECONOMIC, ELSEWHERE, known_parameters
from esnsim.scenario.load import EXPERIMENT, Draft, override, read_draft, take_out, understand
from esnsim.scenario.reading.document import Document
from esnsim.scenario.resolve import resolve
from esnsim.state import Doubles

Thing = TypeVar("Thing")

SOLVED = ("platform_fit", "writing_offset", "reacting_offset", "account_access")
"""Constants that are solved for from the observed start, and have no range of their own."""


@dataclass(frozen=True, slots=True)
class SensitivityQuestion:
    """Which constants of a scenario move an outcome.

    Attributes:
        draft: The scenario as it was written, with the changes at all points.
        scenario: The same, resolved.
        ranges: What is varied, at least one.
        outcome: What is looked at.
        programme: What is done.
    """

    draft: Draft
    scenario: Scenario
    ranges: tuple[Range, ...]
    outcome: Outcome
    programme: str

    def points(self, shares: Doubles, ranges: Sequence[Range]) -> list[Point]:
        """The scenario where these ranges are at these shares, and everything else is as it says.

        Args:
            shares: In [0, 1]; shape (points, ranges).
            ranges: Some of the question's.

        Raises:
            ScenarioError: If the scenario cannot be so.
        """
        listed = [
            Listed({each.path: each.at(share) for each, share in zip(ranges, row, strict=True)}, "")
            for row in shares.tolist()
        ]
        gathered = Gathered()
        found = points_at(self.draft, listed, _place_of, gathered)
        gathered.check(len(listed))
        return found if self.outcome.against_baseline else [self._alone(point) for point in found]

    def _alone(self, point: Point) -> Point:
        """The point with the programme as its baseline, so that nothing else is simulated."""
        alone = {self.programme: point.scenario.programme(self.programme)}
        return Point(point.number, point.values, point.scenario.doing(alone, self.programme))


def declared() -> dict[str, Range]:
    """The constants of behaviour over the ranges in which the evidence leaves them, by name."""
    return {
        name: Range(ELSEWHERE.get(name, f"behaviour.{name}"), known.low, known.high)
        for name, known in known_parameters().items()
        if name not in SOLVED + ECONOMIC
    }


def question(
    file: Path, outcome: str, programme: str | None = None, vary: Sequence[str] = (), changes: Sequence[str] = ()
) -> SensitivityQuestion:
    """The question about the scenario in a file.

    Args:
        file: The scenario.
        outcome: What is looked at, such as ``contributor@week52``.
        programme: What is done; None for the baseline, or, where the outcome is taken against the baseline, for the
            only other programme.
        vary: Names of constants, or ``PATH=LOW..HIGH`` for any number in the scenario; nothing for all constants.
        changes: Changes of the scenario at all points, such as ``weeks=52``.

    Raises:
        ScenarioError: With everything that is wrong.
    """
    draft = read_draft(file)
    take_out(draft.document, EXPERIMENT)
    mistakes = override(draft.document, changes)
    looked_at = _tried(lambda: read_outcome(outcome), f"--outcome {outcome}", mistakes)
    ranges = _ranges(vary, draft.document, mistakes)
    try:
        scenario = resolve(understand(draft.copy(), []))
    except ScenarioError as error:
        raise ScenarioError([*mistakes, *error.mistakes]) from None
    done = _programme(programme, looked_at, scenario, mistakes)
    if looked_at is not None:
        mistakes += _beyond(looked_at, scenario)
    if looked_at is None or mistakes:
        raise ScenarioError(mistakes)
    return SensitivityQuestion(draft, scenario, ranges, looked_at, done)


def _place_of(_: Listed, path: str, value: Value) -> str:
    return f"--vary {path}={value}"


def _tried(attempt: Callable[[], Thing], place: str, mistakes: list[Mistake]) -> Thing | None:
    """What an attempt gives; if it fails, what is wrong joins what is known to be wrong."""
    try:
        return attempt()
    except ValueError as error:
        mistakes.append(Mistake(place, str(error)))
        return None


def _ranges(vary: Sequence[str], document: Document, mistakes: list[Mistake]) -> tuple[Range, ...]:
    """What is varied; all declared constants if nothing is said."""
    found: dict[str, Range] = {}
    for text in vary:
        place = f"--vary {text}"
        one = _tried(lambda text=text: _range(text, document), place, mistakes)  # type: ignore[misc]
        if one is not None and one.path in found:
            mistakes.append(Mistake(place, f"{one.path} is varied twice; write it once"))
        elif one is not None:
            found[one.path] = one
    return tuple(found.values()) if vary else tuple(declared().values())


def _range(text: str, document: Document) -> Range:
    """The range that is written, or declared.

    Raises:
        ValueError: If it is neither.
    """
    if "=" not in text:
        known = declared()
        name = text.strip().removeprefix("behaviour.").removeprefix("organisation.")
        if name in known:
            return known[name]
        close = suggestion(name, list(known), "constants")
        raise ValueError(f"is no constant with a declared range; {close}; for other numbers write PATH=LOW..HIGH")
    factor = settled(read_factor(text), document, whole_said=False)
    if not isinstance(factor, Range):
        raise ValueError(f"is no range; write {factor.path}=LOW..HIGH")  # noqa: TRY004 - not a bug
    return factor


def _beyond(outcome: Outcome, scenario: Scenario) -> list[Mistake]:
    """Whether it is looked at after everything is over."""
    if outcome.week is not None and outcome.week > scenario.weeks:
        said = f"lies beyond the end; the scenario ends in week {scenario.weeks}, or write --weeks {outcome.week}"
        return [Mistake(f"--outcome {outcome}", said)]
    return []


def _programme(name: str | None, outcome: Outcome | None, scenario: Scenario, mistakes: list[Mistake]) -> str:
    """What is done."""
    known = list(scenario.programmes)
    compared = outcome is not None and outcome.against_baseline
    if name is not None:
        if name not in known:
            told = f"is not in the scenario; {suggestion(name, known, 'programmes')}"
            mistakes.append(Mistake(f"--programme {name}", told))
        elif compared and name == scenario.baseline:
            told = "is the baseline, from which it does not differ; name another programme"
            mistakes.append(Mistake(f"--programme {name}", told))
        return name
    if not compared:
        return scenario.baseline
    others = [each for each in known if each != scenario.baseline]
    if len(others) != 1:
        mistakes.append(
            Mistake("--programme", f"say which is compared with the baseline: {', '.join(others) or 'none'}")
        )
    return others[0] if others else scenario.baseline
