"""Plans that trade several outcomes off, in a table and in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from esnsim.analysis.planning.answer import PlanAnswer
from esnsim.experiments.design.labels import PLURALS, amount, band, counted, is_share
from esnsim.experiments.design.outcome import Outcome
from esnsim.report.text.worth import short_sum

PERCENT = 100.0
BAND_HEAD = "80 %"
FRONT_MEANS = (
    "Effects against doing nothing, with where 80 % of models lie; on the front in so many of the models: none of the "
    "others is at least as good in every outcome there, and better in one."
)


class FrontColumn(NamedTuple):
    """A column of the table of a front.

    Attributes:
        head: What stands above it.
        cells: A cell a plan.
    """

    head: str
    cells: tuple[str, ...]


def outcomes_of(found: PlanAnswer) -> tuple[Outcome, ...]:
    """All outcomes that are traded off, as differences from doing nothing."""
    return tuple(
        Outcome(each.measure, each.week, each.per, against_baseline=True, each=each.each)
        for each in (found.outcome, *found.others)
    )


def outcome_name(outcome: Outcome) -> str:
    """What an outcome is called in a picture, such as ``contributors in week 52, points``."""
    when = "at the end" if outcome.week is None else f"in week {outcome.week}"
    unit = ", points" if is_share(outcome) else ""
    return f"{PLURALS.get(outcome.measure, outcome.measure)} {when}{unit}"


def front_columns(found: PlanAnswer) -> list[FrontColumn]:
    """The table: number, effect and band of each outcome, and how sure it is that a plan belongs there."""
    points = found.front
    columns = [FrontColumn("plan", tuple(str(nth) for nth, _ in enumerate(points, 1)))]
    for which, outcome in enumerate(outcomes_of(found)):
        told = [each.effects[which] for each in points]
        columns += [
            FrontColumn(
                str(outcome).removesuffix(" vs baseline"), tuple(_amount(outcome, each.effect) for each in told)
            ),
            FrontColumn(BAND_HEAD, tuple(_band(outcome, each.low, each.high) for each in told)),
        ]
    return [*columns, FrontColumn("on the front", tuple(f"{PERCENT * each.on_front:.0f} %" for each in points))]


def _amount(outcome: Outcome, value: float) -> str:
    return amount(outcome, value) if is_share(outcome) else short_sum(value, signed=True)


def _band(outcome: Outcome, low: float, high: float) -> str:
    if is_share(outcome) or low != low:  # noqa: PLR0124 - not a number
        return band(outcome, low, high)
    return f"{short_sum(low, signed=True)} to {short_sum(high, signed=True)}"


def front_sentences(found: PlanAnswer, files: list[str]) -> Iterator[str]:
    """What the plans of the front do, and how the front was found.

    Args:
        found: The answer.
        files: Where each of them is written.
    """
    for nth, (point, file) in enumerate(zip(found.front, files, strict=True), 1):
        yield f"{nth}: {'; '.join(point.what)} ({file})"
    low = [str(each) for each, sign in zip(found.others, found.signs[1:], strict=True) if sign < 0.0]
    wanted = f"; {' and '.join(low)} {'is' if len(low) == 1 else 'are'} to be low" if low else ""
    yield (
        f"{counted(len(found.front), 'plan')} of the {found.tried_for_front:,} that were run are told: the front as it "
        f"is foreseen from all their runs, thinned to plans that lie apart{wanted}. Which of them to take is not for "
        "the model to say"
    )
