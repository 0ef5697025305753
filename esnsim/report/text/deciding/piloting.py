"""What simulated pilots see, in a table and in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from esnsim.analysis.piloting.power import LEVEL, WANTED, PilotPower, best_of
from esnsim.analysis.piloting.study import PilotAnswer
from esnsim.analysis.piloting.units import LEAST_PEOPLE
from esnsim.experiments.design.labels import counted
from esnsim.numerals import numeral
from esnsim.report.text.outcomes import plural

PILOT_HEADS = ("units", "people", "weeks needed", "sees it", "80 %", "false alarms", "80 %", "seen", "really there")
PERCENT = 100.0


def pilot_rows(found: PilotAnswer) -> list[list[str]]:
    """A row for each number of units: as soon as its power is enough, else when it is highest."""
    return [_row(_told(found, units)) for units in dict.fromkeys(each.units for each in found.found)]


def _told(found: PilotAnswer, units: int) -> PilotPower:
    mine = [each for each in found.found if each.units == units]
    return next((each for each in mine if each.enough), best_of(mine))


def _row(power: PilotPower) -> list[str]:
    return [
        f"{power.units:,}",
        f"{power.people:,.0f}",
        f"{power.weeks:,}" if power.enough else f"not by {power.weeks:,}",
        f"{PERCENT * power.power.mean:.0f} %",
        _span(power.power.low, power.power.high),
        f"{PERCENT * power.alarms.mean:.0f} %",
        _span(power.alarms.low, power.alarms.high),
        _points(power.seen),
        _points(power.there),
    ]


def _span(low: float, high: float) -> str:
    return f"{PERCENT * low:.0f}\N{EN DASH}{PERCENT * high:.0f}"


def _points(share: float) -> str:
    return numeral(PERCENT * share, "+.1f")


def pilot_answer(found: PilotAnswer) -> str:
    """How large and how long a pilot has to be."""
    if found.idle:
        return (
            f"'{found.programme}' changes nothing in any simulated pilot of up to {found.weeks:,} weeks: does it wait "
            "for something, or is it for people whom these units do not have?"
        )
    if found.smallest is None:
        best = best_of(found.found)
        chance = "; its effect is seen hardly more often than by chance" if best.power.low <= LEVEL else ""
        return (
            f"No pilot that was tried sees what '{found.programme}' does in {PERCENT * WANTED:.0f} % of cases without "
            f"too many false alarms. Nearest comes {_size(best)}: {_often(best)}{chance}."
        )
    least = found.smallest
    return f"To see whether '{found.programme}' helps takes {_size(least)}: {_often(least)}."


def _size(power: PilotPower) -> str:
    return f"{power.units:,} units (some {power.people:,.0f} people) for {power.weeks:,} weeks"


def _often(power: PilotPower) -> str:
    return (
        f"it is seen in {PERCENT * power.power.mean:.0f} % of simulated pilots (80 % interval "
        f"{_span(power.power.low, power.power.high)} %), and something is seen where nothing is done in "
        f"{PERCENT * power.alarms.mean:.0f} % ({_span(power.alarms.low, power.alarms.high)} %)"
    )


def pilot_sentences(found: PilotAnswer) -> Iterator[str]:
    """Where to begin, what is counted, what is otherwise than in the programme, and what the numbers rest on."""
    yield from _where(found)
    people = plural(found.rung)
    yield (
        f"To count: {people} in the last 28 days, as a share of each unit's people, at the start, every fourth week "
        "and at the end, in the pilot's units and in all others that are large enough. To compare: their mean change "
        f"with that of the others (difference in differences; Welch's t, two-sided, {PERCENT * LEVEL:.0f} %)"
    )
    if alarming := [each for each in found.found if each.alarms.low > LEVEL]:
        worst = max(alarming, key=lambda each: each.alarms.mean)
        yield (
            f"Too many false alarms: {_size(worst)} see something where nothing is done in "
            f"{PERCENT * worst.alarms.mean:.0f} %, and the test is made for {PERCENT * LEVEL:.0f} %"
        )
    if found.before:
        yield f"Weeks are counted from week {found.before + 1:,} of the scenario on, in which the programme begins"
    yield from found.changes
    if found.left_out:
        sizes = ", ".join(f"{each:,}" for each in found.left_out)
        yield f"Not tried for want of units to compare with: pilots in {sizes} units"
    yield _rests_on(found)


def _where(found: PilotAnswer) -> Iterator[str]:
    if found.named:
        yield f"Units to begin with, of all sizes and otherwise by chance: {', '.join(found.named)}"
        return
    yield (
        f"Units to begin with: there are {found.large:,} of {LEAST_PEOPLE} people or more without units inside; sort "
        "them by size, make as many groups of neighbours as the pilot has units, and draw one of each group"
    )


def _rests_on(found: PilotAnswer) -> str:
    drawn = found.scenario.uncertainty != "none"
    models = " of plausible models, in some of which the programme may do little" if drawn else ""
    most = max(each.pilots for each in found.found)
    fewest = min(each.pilots for each in found.found)
    runs = counted(most, "simulated pilot") if most == fewest else f"{fewest:,} to {most:,} simulated pilots"
    return (
        f"From {runs}{models}. Sizes were compared by these same pilots, so that the one named is rather too good than "
        "too bad within its interval"
    )


PILOT_MEANS = (
    "Sees it: share of simulated pilots that find that it helps, in the first week that is enough, else in the best; "
    "false alarms: share that find help or harm where nothing is done. Seen: mean difference between the units, in "
    "points; really there: difference in the pilot's units from doing nothing anywhere. Other units hear of it too."
)
