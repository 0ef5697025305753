"""What is said of an experiment, in a file or on the command line, with the place of each thing said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from esnsim.errors import Mistake
from esnsim.experiments.design.factors import Factor, read_factor
from esnsim.experiments.design.outcome import Outcome, read_outcome
from esnsim.experiments.design.schema import Chosen, ExperimentSection, chosen
from esnsim.experiments.design.stopping import Fixed, Replicates, Until, read_until
from esnsim.scenario.load import OPTION
from esnsim.scenario.reading.document import Document
from esnsim.scenario.route import Route

Thing = TypeVar("Thing")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class CommandOptions:
    """What the command line asks for, as it is written there.

    Attributes:
        overrides: Changes of the scenario at all points, such as ``weeks=52``.
        vary: Factors, such as ``initial.contributor=0.05:0.20:0.05``.
        design: Name of a design.
        points: How many points are sampled; without a design, a Latin hypercube of them.
        points_file: A list of points, in place of factors and design.
        replicates: How often each point is simulated.
        until: A rule instead, such as ``contributor@week104 narrower than 0.02``.
        at_least: Replicates before the rule is asked for the first time.
        at_most: Replicates after which a point is left as it is.
        outcome: What is looked at.
        seed: Random seed of the design.
    """

    overrides: tuple[str, ...] = ()
    vary: tuple[str, ...] = ()
    design: str | None = None
    points: int | None = None
    points_file: Path | None = None
    replicates: int | None = None
    until: str | None = None
    at_least: int | None = None
    at_most: int | None = None
    outcome: str | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class OptionPlaces:
    """Where things were said, for mistakes found later.

    Attributes:
        factors: By path; a factor that is missing here was asked for with ``--vary``.
        design: Of the design.
        replicates: Of the rule for replicates.
        outcome: Of the outcome.
        changes: Of the changes at all points.
    """

    factors: Mapping[str, str] = field(default_factory=dict)
    design: str = "--design"
    replicates: str = "--until"
    outcome: str = "--outcome"
    changes: str = OPTION


@dataclass(frozen=True, slots=True)
class Options:
    """What one source says of an experiment; None and nothing where it says nothing.

    Attributes:
        factors: What is varied.
        whole_said: Paths of ranges that say themselves whether they are of whole numbers.
        chosen: How points are chosen; a file is named as it can be opened.
        replicates: How often each point is simulated.
        outcome: What is looked at.
        seed: Random seed of the design.
        changes: Changes of the scenario at all points.
        places: Where it says so.
    """

    factors: tuple[Factor, ...] = ()
    whole_said: frozenset[str] = frozenset()
    chosen: Chosen | None = None
    replicates: Replicates | None = None
    outcome: Outcome | None = None
    seed: int | None = None
    changes: tuple[str, ...] = ()
    places: OptionPlaces = OptionPlaces()


def said_in_file(section: ExperimentSection, document: Document, at: Route, folder: Path) -> Options:
    """What a section says.

    Args:
        section: What was understood.
        document: The file.
        at: Route of the section in it.
        folder: Where its files begin.
    """
    vary = section.vary
    points = section.design
    if points.file is not None:
        points = Chosen(points.design, points.count, (folder / points.file).as_posix())
    return Options(
        factors=tuple(vary.values()),
        whole_said=frozenset(path for path in vary if document.holds((*at, "vary", path, "whole"))),
        chosen=points if document.holds((*at, "design")) else None,
        replicates=section.replicates.rule if section.replicates else None,
        outcome=section.outcome,
        seed=section.seed,
        changes=section.changes,
        places=OptionPlaces(
            factors={path: document.place((*at, "vary", path)) for path in vary},
            design=document.place((*at, "design")),
            replicates=document.place((*at, "replicates")),
            outcome=document.place((*at, "outcome")),
            changes=f"{document.place((*at, 'set'))}: set",
        ),
    )


def said_on_command_line(asked: CommandOptions, file: Options) -> tuple[Options, list[Mistake]]:
    """What the command line says, and what of it cannot be read.

    Args:
        asked: The options.
        file: What the file says; a number of points may complete its design.
    """
    mistakes: list[Mistake] = []
    factors = [_read(read_factor, text, f"--vary {text}", mistakes) for text in asked.vary]
    outcome = asked.outcome
    return Options(
        factors=tuple(factor for factor in factors if factor is not None),
        chosen=_read(lambda asked: _chosen(asked, file.chosen), asked, "--design", mistakes),
        replicates=_read(lambda asked: _replicates(asked, file.replicates), asked, _option(asked), mistakes),
        outcome=None if outcome is None else _read(read_outcome, outcome, f"--outcome '{outcome}'", mistakes),
        seed=asked.seed,
        changes=asked.overrides,
    ), mistakes


def _read(read: Callable[[Thing], Result], written: Thing, place: str, mistakes: list[Mistake]) -> Result | None:
    try:
        return read(written)
    except ValueError as error:
        mistakes.append(Mistake(place, str(error)))
        return None


def _option(asked: CommandOptions) -> str:
    """Where the command line speaks of replicates."""
    if asked.until is not None:
        return f"--until '{asked.until}'"
    return "--replicates" if asked.replicates is not None else "--at-least, --at-most"


def _replicates(asked: CommandOptions, file: Replicates | None) -> Replicates | None:
    """How often the command line asks for each point, completed by the file's rule."""
    least, most = asked.at_least, asked.at_most
    if asked.replicates is not None:
        if (asked.until, least, most) != (None, None, None):
            raise ValueError("write either a number of replicates or a rule")
        return Fixed(asked.replicates)
    if asked.until is not None:
        return read_until(asked.until, least, most)
    if least is None and most is None:
        return None
    if not isinstance(file, Until):
        raise ValueError("there is no rule they belong to; write --until as well")  # noqa: TRY004 - not a bug
    return replace(
        file,
        at_least=file.at_least if least is None else least,
        at_most=file.at_most if most is None else most,
    )


def _chosen(asked: CommandOptions, file: Chosen | None) -> Chosen | None:
    """The design the command line asks for, completed by the file's."""
    if asked.points_file is not None:
        if asked.design not in (None, "list") or asked.points is not None:
            raise ValueError("a file of points goes without a design and a number of points")
        return chosen("list", file=str(asked.points_file))
    if asked.design is None and asked.points is None:
        return None
    design = asked.design or (file.design if file else "latin_hypercube")
    count = asked.points
    if count is None and file is not None and design not in ("grid", "list"):
        count = file.count
    return chosen(design, count)


def together(file: Options, mine: Options) -> Options:
    """What both say; the command line goes first."""
    own = {factor.path for factor in mine.factors}
    kept = tuple(factor for factor in file.factors if factor.path not in own)
    if mine.chosen is not None and mine.chosen.file is not None:
        kept = ()
    theirs, default = file.places, OptionPlaces()
    return Options(
        factors=(*kept, *mine.factors),
        whole_said=file.whole_said - own,
        chosen=mine.chosen or file.chosen,
        replicates=mine.replicates or file.replicates,
        outcome=mine.outcome or file.outcome,
        seed=file.seed if mine.seed is None else mine.seed,
        changes=(*file.changes, *mine.changes),
        places=OptionPlaces(
            {factor.path: theirs.factors[factor.path] for factor in kept},
            default.design if mine.chosen else theirs.design,
            default.replicates if mine.replicates else theirs.replicates,
            default.outcome if mine.outcome else theirs.outcome,
            default.changes if mine.changes else theirs.changes,
        ),
    )
