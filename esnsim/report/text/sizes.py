"""How large programmes are beside each other, since a larger one may win by its size alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import counted
from esnsim.names import listed
from esnsim.scenario.reach import percentage

TWOFOLD = 2.0
PAIR = 2


class ProgrammeSize(NamedTuple):
    """What a programme takes.

    Attributes:
        people: For how many people it is at the start, None if that is not known.
        hours: Hours of staff over the whole time.
    """

    people: int | None
    hours: float


def involved_sentences(experiment: Experiment) -> list[str]:
    """How many people each programme is for at the start, and the hours it takes; none for one that does nothing."""
    hours = _hours(experiment)
    people = experiment.beginning.people
    return [
        f"'{name}' is for {counted_people(number)} at the start ({percentage(number / people)} of headcount) and takes "
        f"{hours[name]:,.0f} hours of staff"
        for name, number in _sizes(experiment).items()
    ]


def counted_people(number: int) -> str:
    """A number of people."""
    return counted(number, "person") if number == 1 else f"{number:,} people"


def unequal(experiment: Experiment) -> list[str]:
    """A sentence if programmes that are compared differ twofold or more in people or in hours of staff, else none."""
    return size_remark(efforts(experiment))


def efforts(experiment: Experiment) -> dict[str, ProgrammeSize]:
    """What each programme takes that does anything."""
    hours = _hours(experiment)
    return {name: ProgrammeSize(people, hours[name]) for name, people in _sizes(experiment).items()}


def size_remark(efforts: Mapping[str, ProgrammeSize]) -> list[str]:
    """A sentence if what is compared differs twofold or more in people or in hours of staff, else none.

    Whatever says that one of several is best says this with it: it may be best by its size alone.

    Args:
        efforts: What each takes, by its name; whatever does nothing is left out.
    """
    if len(efforts) < PAIR:
        return []
    found = []
    people = {name: each.people for name, each in efforts.items() if each.people is not None}
    by_people = sorted(people, key=lambda name: -people[name])
    if by_people and _differ(people[by_people[0]], people[by_people[-1]]):
        first, last = by_people[0], by_people[-1]
        found.append(f"'{first}' involves {counted_people(people[first])}, '{last}' {people[last]:,}")
    by_hours = sorted(efforts, key=lambda name: -efforts[name].hours)
    first, last = by_hours[0], by_hours[-1]
    if _differ(efforts[first].hours, efforts[last].hours):
        found.append(f"'{first}' takes {efforts[first].hours:,.0f} hours of staff, '{last}' {efforts[last].hours:,.0f}")
    return [f"{', and '.join(found)}; the comparison is also one of size"] if found else []


def tied_remark(first: str, tied: Sequence[str]) -> str:
    """Which others the data cannot separate from the best; empty if there are none.

    Args:
        first: The best.
        tied: Those whose difference from it has an 80 % interval that holds zero.
    """
    if not tied:
        return ""
    names = [f"'{name}'" for name in tied]
    return f"statistically tied with '{first}': {listed(names)}"


def _differ(most: float, least: float) -> bool:
    return most > 0.0 and most >= TWOFOLD * least


def _sizes(experiment: Experiment) -> dict[str, int]:
    """People of each programme that does anything."""
    known = experiment.about.involved
    done = (name for name in experiment.programmes if experiment.scenario.programme(name))
    return {name: known[name] for name in done if name in known}


def _hours(experiment: Experiment) -> dict[str, float]:
    return {str(row["programme"]): float(row["hours"]) for row in experiment.expenses().to_dict("records")}
