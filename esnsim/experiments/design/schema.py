"""What a file says of an experiment: the forms of its entries, each mistake told at its line.

The same entries stand under ``experiment:`` in a scenario, or at the top of a file of their own that names a scenario.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Annotated, Any, Self, TypeVar

from pydantic import AfterValidator, Field, PlainValidator, ValidationError, field_validator, model_validator
from pydantic_core import to_json

from esnsim.errors import Mistake
from esnsim.experiments.design.designs import DESIGNS, MOST_POINTS, SAMPLES, Design
from esnsim.experiments.design.factors import HELP as VALUES_HELP
from esnsim.experiments.design.factors import Factor, Range, Scale, listed_values, read_levels
from esnsim.experiments.design.outcome import HELP as OUTCOME_HELP
from esnsim.experiments.design.outcome import Outcome, read_outcome
from esnsim.experiments.design.stopping import FEWEST, MOST_REPLICATES, Fixed, Replicates, until
from esnsim.interventions.forms import Closed, suggestion
from esnsim.scenario.reading.document import Document
from esnsim.scenario.reading.mistakes import found_text, mistakes_of
from esnsim.scenario.route import read_route

Form = TypeVar("Form", bound=Closed)

RANGE_ENTRIES = ("from", "to", "scale", "whole")
UNNAMED = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """How points are chosen.

    Attributes:
        design: By which design.
        count: How many are sampled; None for a grid or a list.
        file: Where a list of them is, as written; None without.
    """

    design: Design = "grid"
    count: int | None = None
    file: str | None = None


def _is_path(path: str) -> str:
    read_route(path)
    return path


def _levels(written: object) -> Factor:
    """A factor without its path, which stands before it."""
    if isinstance(written, dict):
        return _range(written)
    if isinstance(written, list):
        return listed_values(UNNAMED, written)
    if isinstance(written, str):
        return read_levels(UNNAMED, written)
    if written is None:
        raise ValueError(VALUES_HELP)
    return listed_values(UNNAMED, [written])


def _range(written: dict[str, Any]) -> Range:
    for name in written:
        if name not in RANGE_ENTRIES:
            raise ValueError(f"'{name}' says nothing of a range; {suggestion(name, RANGE_ENTRIES)}")
    low, high = written.get("from"), written.get("to")
    for name, end in (("from", low), ("to", high)):
        if isinstance(end, bool) or not isinstance(end, (int, float)):
            raise ValueError(f"'{name}' is {found_text(end)}; write two numbers, such as {{from: 500, to: 5000}}")  # noqa: TRY004
    whole = written.get("whole", isinstance(low, int) and isinstance(high, int))
    if not isinstance(whole, bool):
        raise ValueError(f"'whole' is {found_text(whole)}; write true or false")  # noqa: TRY004
    scale: Scale = written.get("scale", "linear")
    if not isinstance(scale, str):
        raise ValueError(f"'scale' is {found_text(scale)}; write linear or log")  # noqa: TRY004
    return Range(UNNAMED, low, high, scale, whole)  # type: ignore[arg-type]


def _chosen(written: object) -> Chosen:
    if isinstance(written, str):
        return chosen(written)
    if not isinstance(written, dict) or len(written) != 1:
        raise ValueError("write grid, a sample such as {latin_hypercube: 64}, or {list: points.csv}")
    ((design, what),) = written.items()
    if design == "list":
        if not isinstance(what, str) or not what:
            raise ValueError("a list is a file, such as {list: points.csv}")
        return chosen(design, file=what)
    if design in SAMPLES and (isinstance(what, bool) or not isinstance(what, int)):
        raise ValueError(f"{found_text(what)} is no number of points; write {{{design}: 64}}")
    return chosen(design, what)


def chosen(design: str, count: int | None = None, file: str | None = None) -> Chosen:
    """How points are chosen, if it makes sense.

    Raises:
        ValueError: If there is no such design, or it needs a number of points and has none, or the other way round.
    """
    if design not in DESIGNS:
        raise ValueError(f"'{design}' is no design; {suggestion(design, DESIGNS, 'designs')}")
    if design in SAMPLES and (count is None or not 1 <= count <= MOST_POINTS):
        raise ValueError(f"a sample has 1 to {MOST_POINTS:,} points; write how many, such as {{{design}: 64}}")
    if design not in SAMPLES and count is not None:
        raise ValueError(f"a {design} has as many points as it says; a number of points goes with {', '.join(SAMPLES)}")
    if (design == "list") != (file is not None):
        raise ValueError("a list of points is in a file, such as {list: points.csv}, and only a list is")
    return Chosen(next(each for each in DESIGNS if each == design), count, file)


def _outcome(written: object) -> Outcome:
    if not isinstance(written, str):
        raise ValueError(OUTCOME_HELP)  # noqa: TRY004 - pydantic collects value errors
    return read_outcome(written)


PathText = Annotated[str, AfterValidator(_is_path)]
Levels = Annotated[Factor, PlainValidator(_levels)]
ChosenText = Annotated[Chosen, PlainValidator(_chosen)]
OutcomeText = Annotated[Outcome, PlainValidator(_outcome)]


class Repeated(Closed):
    """How often each point is simulated: a number, or a rule.

    Attributes:
        count: So many times.
        until: The outcome whose mean is to be known.
        narrower_than: Width of its interval.
        at_least: Replicates before it is asked for the first time.
        at_most: Replicates after which a point is left as it is.
    """

    count: int | None = Field(None, ge=1, le=MOST_REPLICATES, description="runs of each programme at each point")
    until: OutcomeText | None = Field(None, description="outcome whose mean is to be known")
    narrower_than: float | None = Field(None, gt=0, description="width of its interval")
    at_least: int | None = Field(None, ge=FEWEST, le=MOST_REPLICATES, description="replicates before it is asked")
    at_most: int | None = Field(None, ge=FEWEST, le=MOST_REPLICATES, description="replicates after which it is left")

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"count": value}

    @model_validator(mode="after")
    def _is_one_rule(self) -> Self:
        rule = (self.until, self.narrower_than, self.at_least, self.at_most)
        if self.count is None and None in rule[:2]:
            raise ValueError("write a number, or a rule such as {until: contributor@week104, narrower_than: 0.01}")
        if self.count is not None and any(part is not None for part in rule):
            raise ValueError("write either a number of replicates or a rule")
        _ = self.rule
        return self

    @property
    def rule(self) -> Replicates:
        """The rule meant."""
        if self.until is None or self.narrower_than is None:
            return Fixed(self.count or 1)
        return until(self.until, self.narrower_than, self.at_least, self.at_most)


class ExperimentSection(Closed):
    """What a file says of an experiment.

    Attributes:
        vary: Factors by path.
        design: How points are chosen.
        replicates: How often each point is simulated; None for as often as the scenario says.
        outcome: What is looked at.
        seed: Random seed of the design; None for the scenario's seed.
        changes: Changes of the scenario at all points; written ``set``.
    """

    vary: dict[PathText, Levels] = Field({}, description="paths in the scenario, each with its values")
    design: ChosenText = Field(Chosen(), description="how points are chosen")
    replicates: Repeated | None = Field(None, description="runs of each programme at each point")
    outcome: OutcomeText | None = Field(None, description="what is looked at")
    seed: int | None = Field(None, ge=0, le=2**32 - 1, description="random seed of the design")
    changes: tuple[str, ...] = Field((), alias="set", description="changes at all points, such as [weeks=52]")

    @field_validator("vary")
    @classmethod
    def _named(cls, vary: dict[str, Factor]) -> dict[str, Factor]:
        return {path: replace(factor, path=path) for path, factor in vary.items()}


class ExperimentFile(ExperimentSection):
    """An experiment in a file of its own.

    Attributes:
        scenario: File of the scenario, beside it.
    """

    scenario: str = Field(min_length=1, description="file of the scenario")


class ScenarioFile(Closed):
    """What a scenario file says beside the scenario.

    Attributes:
        experiment: The experiment.
    """

    experiment: ExperimentSection = Field(description="what to vary")


def read_section(form: type[Form], document: Document, content: dict[str, Any]) -> tuple[Form | None, list[Mistake]]:
    """What the content says in this form, and what is wrong with it.

    Args:
        form: `ExperimentFile` or `ScenarioFile`.
        document: Where the content stands, for places.
        content: Plain values.

    Returns:
        What is left without the entries that are wrong, None if that is nothing that can be understood; the mistakes.
    """
    try:
        return _read(form, content), []
    except ValidationError as error:
        mistakes = mistakes_of(error, form, document)
        wrong = [detail["loc"] for detail in error.errors(include_url=False)]
    try:
        return _read(form, _without(content, wrong)), mistakes
    except ValidationError:
        return None, mistakes


def _read(form: type[Form], content: dict[str, Any]) -> Form:
    return form.model_validate_json(to_json(content), strict=True)


def _without(content: dict[str, Any], wrong: list[tuple[int | str, ...]]) -> dict[str, Any]:
    """The content without its wrong entries, and without single wrong factors."""
    left = deepcopy(content)
    for location in wrong:
        holder: Any = left
        for part in location:
            inner = holder.get(part)
            if part not in ("experiment", "vary") or not isinstance(inner, dict):
                holder.pop(part, None)
                break
            holder = inner
    return left
