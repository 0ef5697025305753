"""What a scenario says: one organisation, one starting state, several programmes, one of them the baseline.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import or_
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeVar, cast

from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import from_json, to_json

from esnsim.behaviour.parameters import Parameters
from esnsim.calendar import LONGEST_WEEKS, WORKDAYS_A_WEEK, date_of, first_workday
from esnsim.errors import Mistake, ScenarioError
from esnsim.interventions import Kind, kinds
from esnsim.interventions.forms import Closed, Frame, suggestion
from esnsim.interventions.moments import Day, Moment, parse_date
from esnsim.interventions.registry import on_change
from esnsim.interventions.sizes import uncertain_sizes
from esnsim.organisation.specification import Generate, Import
from esnsim.scenario.constants import ECONOMIC, TURNOVER, Constants, Switches, parameters_of
from esnsim.scenario.initial import LAUNCH, Initial
from esnsim.scenario.observed import Observed
from esnsim.scenario.wanted import Expectation, Goal, Rates

UNCERTAIN = frozenset(uncertain_sizes())
"""Sizes of interventions that a plausible model has, by ``kind.field``."""
WANTED = ("currency", "budget", "staff_hours", "deadline", "goal", "rates", "expect")
"""Fields that say how runs are judged, and change none."""
DEFAULT_START = date(2024, 1, 1)
"""The first Monday of 2024, which is also the first day of that year."""


class ModelsFile(Closed):
    """Plausible models of one's own, such as those 'esnsim calibrate' has narrowed to what was counted.

    Attributes:
        members: The file: a row a model, a column a constant or size.
    """

    members: str = Field(min_length=1, description="file of plausible models that replicates draw from (CSV)")


def any_of(choices: Iterable[type[Kind]]) -> Any:  # noqa: ANN401 - a type that is made up at run time
    """The type of an intervention of any of these kinds, told by its word."""
    return Annotated[reduce(or_, choices), Field(discriminator="kind")]


if TYPE_CHECKING:
    AnyIntervention = Kind
else:
    AnyIntervention = any_of(kinds().values())

W = TypeVar("W", bound="Goal | tuple[Expectation, ...] | None")


class Source(Closed):
    """Where the organisation comes from, generated or imported, and how fast its people change.

    Attributes:
        import_: Files to read, written ``import``.
        seed: Random seed of the organisation and of its start, so that runs can have other random numbers in the same
            organisation, and the other way round.
    """

    generate: Generate | None = Field(None, description="numbers to make an organisation from")
    import_: Import | None = Field(None, alias="import", description="files to read an organisation from")
    turnover: float = Field(
        Parameters._field_defaults["turnover"],
        ge=TURNOVER.low,
        le=TURNOVER.high,
        description=TURNOVER.meaning,
        json_schema_extra={"unit": TURNOVER.unit, "source": TURNOVER.source},
    )
    seed: int | None = Field(
        None, ge=0, le=2**32 - 1, description="random seed of organisation and start; the scenario's if left out"
    )

    @model_validator(mode="after")
    def _comes_from_somewhere(self) -> Self:
        if (self.generate is None) == (self.import_ is None):
            raise ValueError("write either 'generate', with a number of people, or 'import', with files")
        return self

    @property
    def specification(self) -> Generate | Import:
        """What the organisation is built from."""
        specification = self.generate or self.import_
        assert specification is not None  # noqa: S101 - the validator has seen to it
        return specification


def _is_drawn(intervention: Kind, field: str) -> bool:
    """Whether a field is a size that nobody decides and the scenario does not say."""
    return f"{intervention.kind}.{field}" in UNCERTAIN and field not in intervention.model_fields_set


class Scenario(Closed):
    """One question: an organisation, its starting state and the programmes to compare.

    Attributes:
        name: What reports call it.
        question: What it is asked for, as a sentence.
        start: First workday; a date on a weekend becomes the Monday after.
        weeks: How long it is looked at.
        replicates: How often each programme is simulated, each time with other random numbers.
        seed: Random seed.
        organisation: Who is there.
        initial: The state observed at the start.
        behaviour: Constants of behaviour; those left out have their defaults.
        mechanisms: What of the model is switched on.
        programmes: Interventions by programme.
        baseline: The programme the others are compared with.
        observed: Shares that were counted in reality; nothing is fitted to them.
        uncertainty: What a run draws besides random numbers: ``ensemble`` for one plausible model and, where it is
            generated, one organisation a replicate; a file of models to draw from instead of those that ship;
            ``none`` for one model, the defaults, and one organisation.
        currency: What money is counted in.
        budget: Money a programme may take; None without limit.
        staff_hours: Hours of staff a programme may take; None without limit.
        deadline: By when it is to be decided or reached; None for the end.
        goal: What is to be reached; None for nothing in particular.
        rates: What an hour is counted with.
        expect: Claims that runs are held against.
    """

    name: str = Field(min_length=1, max_length=200, description="what reports call it")
    question: str = Field("", max_length=2000, description="what it is asked for, as a sentence")
    start: Day = Field(DEFAULT_START, description="first day")
    weeks: int = Field(104, ge=1, le=LONGEST_WEEKS, description="how long it is looked at")
    replicates: int = Field(30, ge=1, le=10_000, description="runs of each programme")
    seed: int = Field(1, ge=0, le=2**32 - 1, description="random seed")
    organisation: Source = Field(description="who is there")
    initial: Initial = Field(LAUNCH, description="state at the start: launch, or shares of headcount")
    behaviour: Constants = Field(Constants(), description="constants of behaviour that differ from the defaults")
    mechanisms: Switches = Field(Switches(), description="parts of the model to switch off")
    programmes: dict[str, tuple[AnyIntervention, ...]] = Field(
        {"none": ()}, min_length=1, description="lists of interventions, by name"
    )
    baseline: str = Field("", validate_default=True, description="programme the others are compared with")
    observed: tuple[Observed, ...] = Field((), description="shares counted in reality, to be held against the curves")
    uncertainty: Literal["ensemble", "none"] | ModelsFile = Field(
        "ensemble",
        description="what each replicate draws: a plausible model and an organisation (ensemble, or a file of models: "
        "{members: FILE}), or none",
    )
    currency: str = Field("EUR", min_length=1, max_length=12, description="what money is counted in")
    budget: float | None = Field(None, ge=0, description="money a programme may take; nothing means no limit")
    staff_hours: float | None = Field(
        None, ge=0, description="hours of staff a programme may take; nothing means no limit"
    )
    deadline: Moment | None = Field(None, description="by when it is to be reached; nothing means the end")
    goal: Goal | None = Field(None, description="what is to be reached, such as contributor >= 15 % at week 26")
    rates: Rates = Field(Rates(), description="what an hour is counted with")
    expect: tuple[Expectation, ...] = Field((), description="claims that 'esnsim check --run' holds against runs")

    @field_validator("start")
    @classmethod
    def _begins_on_a_workday(cls, start: date) -> date:
        return first_workday(start)

    @field_validator("baseline")
    @classmethod
    def _is_a_programme(cls, baseline: str, info: ValidationInfo) -> str:
        programmes = info.data.get("programmes")
        names = info.context.programmes if isinstance(info.context, Frame) else tuple(programmes or ())
        if baseline and names and baseline not in names:
            raise ValueError(suggestion(baseline, names, "programmes"))
        if baseline or programmes is None:
            return baseline
        empty: str | None = next((name for name, interventions in programmes.items() if not interventions), None)
        if empty is None:
            raise ValueError("name the programme to compare with, or add an empty one: 'none: []'")
        return empty

    @field_validator("observed")
    @classmethod
    def _of_programmes(cls, observed: tuple[Observed, ...], info: ValidationInfo) -> tuple[Observed, ...]:
        programmes = info.data.get("programmes")
        names = info.context.programmes if isinstance(info.context, Frame) else tuple(programmes or ())
        for seen in observed:
            if seen.programme is not None and names and seen.programme not in names:
                raise ValueError(
                    f"'{seen.programme}' is no programme; {suggestion(seen.programme, names, 'programmes')}"
                )
        return observed

    @field_validator("expect")
    @classmethod
    def _about_programmes(cls, expect: tuple[Expectation, ...], info: ValidationInfo) -> tuple[Expectation, ...]:
        programmes = info.data.get("programmes")
        names = info.context.programmes if isinstance(info.context, Frame) else tuple(programmes or ())
        for claim in expect:
            for name in claim.programmes:
                if names and name not in names:
                    raise ValueError(f"'{name}' is no programme; {suggestion(name, names, 'programmes')}")
        return expect

    @field_validator("deadline")
    @classmethod
    def _deadline_within_the_weeks(cls, deadline: Moment | None, info: ValidationInfo) -> Moment | None:
        start, weeks = info.data.get("start"), info.data.get("weeks")
        if deadline is None or start is None or weeks is None:
            return deadline
        if not 0 <= deadline.workday(start) < weeks * WORKDAYS_A_WEEK:
            raise ValueError(f"it lies outside the {weeks} weeks")
        return deadline

    @field_validator("goal", "expect")
    @classmethod
    def _within_the_weeks(cls, wanted: W, info: ValidationInfo) -> W:
        weeks = info.data.get("weeks", LONGEST_WEEKS)
        claims = wanted if isinstance(wanted, tuple) else (wanted,) if wanted else ()
        for claim in cast("tuple[Expectation, ...]", claims):
            if claim.week is not None and claim.week > weeks:
                raise ValueError(f"'{claim.text}' lies beyond the end; the scenario ends in week {weeks}")
        return wanted

    @classmethod
    def of(cls, content: dict[str, Any]) -> Self:
        """The scenario said by plain values, every programme a list, checked as strictly as a file.

        Raises:
            pydantic.ValidationError: With all that is wrong; `esnsim.scenario.load` puts it in words.
        """
        return cls.model_validate_json(to_json(content), strict=True, context=_frame(content))

    def content(self) -> dict[str, Any]:
        """The plain values that say this scenario in full; what is left to be drawn stays left out."""
        content: dict[str, Any] = from_json(self.model_dump_json(by_alias=True))
        # What is wanted says nothing of a run; where nothing is, a scenario is written as one that cannot say it.
        for name in WANTED:
            if name not in self.model_fields_set:
                del content[name]
        if self.uncertainty != "none":
            content["behaviour"] = {name: content["behaviour"][name] for name in self._said(self.behaviour)}
            for name, interventions in self.programmes.items():
                content["programmes"][name] = [
                    {field: value for field, value in said.items() if not _is_drawn(each, field)}
                    for each, said in zip(interventions, content["programmes"][name], strict=True)
                ]
        return content

    @staticmethod
    def _said(constants: BaseModel) -> list[str]:
        """Constants that the scenario says itself, in their order."""
        return [name for name in type(constants).model_fields if name in constants.model_fields_set]

    @property
    def organisation_seed(self) -> int:
        """Random seed of the organisation and of its start."""
        own = self.organisation.seed
        return self.seed if own is None else own

    def doing(self, programmes: Mapping[str, tuple[Kind, ...]], baseline: str | None = None) -> Self:
        """The same question about other programmes; what was observed of programmes that are gone is gone too.

        Args:
            programmes: Interventions by programme.
            baseline: The programme the others are compared with, if it is another one.
        """
        name = self.baseline if baseline is None else baseline
        seen = tuple(each for each in self.observed if (each.programme or self.baseline) in programmes)
        claims = tuple(each for each in self.expect if set(each.programmes) <= set(programmes))
        changed = {"programmes": dict(programmes), "baseline": name, "observed": seen}
        return self.model_copy(update=changed | ({"expect": claims} if self.expect else {}))

    def ending(self, weeks: int) -> Self:
        """The same question for so many weeks; what is wanted by later ones is left out.

        Args:
            weeks: How many, >= 1.
        """
        changed: dict[str, Any] = {"weeks": weeks}
        if self.deadline is not None and self.deadline.workday(self.start) >= weeks * WORKDAYS_A_WEEK:
            changed["deadline"] = None
        if self.goal is not None and self.goal.week is not None and self.goal.week > weeks:
            changed["goal"] = None
        claims = tuple(each for each in self.expect if each.week is None or each.week <= weeks)
        return self.model_copy(update=changed | ({"expect": claims} if claims != self.expect else {}))

    def __repr__(self) -> str:
        """A line; `esnsim.scenario.dump` writes it in full."""
        return f"<Scenario {self.name[:60]!r}: {len(self.programmes)} programmes, {self.weeks} weeks>"

    @property
    def deadline_week(self) -> int:
        """The week at the end of which it is decided: that of the deadline, or the last."""
        return self.weeks if self.deadline is None else self.deadline.workday(self.start) // WORKDAYS_A_WEEK + 1

    @property
    def judged_goal(self) -> Goal | None:
        """The goal with the week in which it is judged: its own, else that of the deadline."""
        goal = self.goal
        return goal if goal is None or goal.week is not None else replace(goal, week=self.deadline_week)

    @property
    def prices(self) -> Parameters:
        """The constants of behaviour with the scenario's own price of an hour of staff."""
        rate = self.rates.staff
        return self.parameters if rate is None else self.parameters._replace(loaded_hour=rate)

    @property
    def known_prices(self) -> frozenset[str]:
        """Constants of value that the scenario gives other values than their defaults: its prices are no guesses."""
        fields = type(self.behaviour).model_fields
        own = {name for name in ECONOMIC if getattr(self.behaviour, name) != fields[name].default}
        return frozenset(own if self.rates.staff is None else own | {"loaded_hour"})

    @property
    def manager_surcharge(self) -> float:
        """By how much an hour of leaders and managers is dearer than one of other staff; may be negative."""
        rate = self.rates.manager
        return 0.0 if rate is None else rate - self.prices.loaded_hour

    @property
    def days(self) -> int:
        """How many workdays it is looked at."""
        return self.weeks * WORKDAYS_A_WEEK

    def date(self, workday: int) -> date:
        """Date of a workday, counted from 0 at the start."""
        return date_of(workday, self.start)

    @property
    def parameters(self) -> Parameters:
        """The constants of behaviour, with turnover, and with what is switched off made neutral."""
        return parameters_of(self.behaviour, self.mechanisms, self.organisation.turnover)

    def programme(self, name: str) -> tuple[Kind, ...]:
        """The interventions of a programme.

        Raises:
            ScenarioError: If there is no such programme.
        """
        if name not in self.programmes:
            place = "programmes"
            raise ScenarioError([Mistake(place, f"'{name}' is not there; {suggestion(name, self.programmes, place)}")])
        return self.programmes[name]


def _know_all_kinds() -> None:
    """Let scenarios use a kind that was registered after this file was read."""
    listed: Any = GenericAlias(tuple, (any_of(kinds().values()), ...))
    Scenario.model_fields["programmes"].annotation = cast("Any", GenericAlias(dict, (str, listed)))
    Scenario.model_rebuild(force=True)


on_change(_know_all_kinds)


def _frame(content: dict[str, Any]) -> Frame:
    """What the parts may know of the whole, as far as it can be made out before the whole is known to be right."""
    programmes = content.get("programmes", {"none": []})
    organisation = content.get("organisation")
    try:
        start = parse_date(content.get("start", DEFAULT_START))
    except ValueError:
        start = date.min  # nothing is before it, so only the wrong start itself is complained of
    return Frame(
        start=first_workday(start),
        generated=isinstance(organisation, dict) and "import" not in organisation,
        programmes=tuple(programmes) if isinstance(programmes, dict) else (),
    )
