"""How large programmes are beside each other, since a larger one may win by its size alone."""

from __future__ import annotations

from esnsim.experiments import Experiment
from esnsim.report.text.provenance import counted
from esnsim.scenario.reach import percentage

TWOFOLD = 2.0
PAIR = 2


def involved(experiment: Experiment) -> list[str]:
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
    sizes, hours = _sizes(experiment), _hours(experiment)
    if len(sizes) < PAIR:
        return []
    by_people = sorted(sizes, key=lambda name: -sizes[name])
    by_hours = sorted(sizes, key=lambda name: -hours[name])
    found = []
    if _differ(sizes[by_people[0]], sizes[by_people[-1]]):
        first, last = by_people[0], by_people[-1]
        found.append(f"'{first}' involves {counted_people(sizes[first])}, '{last}' {sizes[last]:,}")
    if _differ(hours[by_hours[0]], hours[by_hours[-1]]):
        first, last = by_hours[0], by_hours[-1]
        found.append(f"'{first}' takes {hours[first]:,.0f} hours of staff, '{last}' {hours[last]:,.0f}")
    return [f"{', and '.join(found)}; the comparison is also one of size"] if found else []


def _differ(most: float, least: float) -> bool:
    return most > 0.0 and most >= TWOFOLD * least


def _sizes(experiment: Experiment) -> dict[str, int]:
    """People of each programme that does anything."""
    known = experiment.about.involved
    done = (name for name in experiment.programmes if experiment.scenario.programme(name))
    return {name: known[name] for name in done if name in known}


def _hours(experiment: Experiment) -> dict[str, float]:
    return {str(row["programme"]): float(row["hours"]) for row in experiment.expenses().to_dict("records")}
