"""Forecasts of activity proper: how many use it, and how many write, week by week, second half from first.

Joining is only the beginning of adoption; activity rises, collapses and settles. Three public records say who was
active in each week. esnsim is asked as in `benchmarks.reality.model`, by runs that went like the first half, but a week
is a week here: what people do in a week does not stretch with the length of the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from benchmarks.reality.bass import MEMBERS, MOST_UNSEEN, bass_curve
from benchmarks.reality.draws import between, numbers
from benchmarks.reality.model import KEPT, RUNS
from benchmarks.reality.record import WEEK, History, Levels, RecordError, Society
from benchmarks.reality.records import DAYS_A_WEEK, USUAL_TIES, read_columns
from benchmarks.reality.scores import Ensemble, ForecastScores, scored
from benchmarks.reality.simulated import DONE, MOST_PULL, organisation_of
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.organisation import Organisation
from esnsim.scenario import Scenario
from esnsim.scenario.constants import known_parameters
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Prepared, Simulation, start_of

if TYPE_CHECKING:
    import pandas as pd

MODEL, BASS, LEVEL, PACE = ("esnsim", "Bass curve times activity", "the level stays", "the pace stays")
RATES, LEVELS = ("external_rate", "imitation"), ("visit_base", "posting_base", "lapse_base")
"""Constants that are drawn over their declared ranges: rates, every ratio as likely as another, and log-odds or log
rates, every value as likely as another; all others have their defaults."""
READINGS = 64
"""How often each run is read, each time for another number of people who could use it."""
LATELY = 4
"""Weeks whose mean is the level at the split."""
BATCH = 20
SERIES = {"people": Measure.WEEKLY_READER, "writers": Measure.WEEKLY_CONTRIBUTOR}
"""What the model counts, by what a record does: who used it in the last seven days, and who wrote."""


class ActivityRecord(NamedTuple):
    """Who was active, week by week.

    Attributes:
        name: Name of its folder.
        title: What it is called in a table.
        joined: People who had ever used or joined it at the end of each week; shape (weeks,).
        active: Active people in each week, by what they did; shape (weeks,) each.
    """

    name: str
    title: str
    joined: Levels
    active: Mapping[str, Levels]

    @property
    def known(self) -> int:
        """Weeks in the first half, rounded down."""
        return len(self.joined) // 2


class ActivityContest(NamedTuple):
    """Scores of all forecasters on one series of one record.

    Attributes:
        record: The record.
        series: ``people`` or ``writers``.
        scores: By forecaster.
        last: What happened in the last week.
    """

    record: ActivityRecord
    series: str
    scores: Mapping[str, ForecastScores]
    last: float


class ActivityBatch(NamedTuple):
    """Some runs, to be carried out together.

    Attributes:
        organisation: Who is there.
        behaviour: Constants of each run, and ``pull``, what a promotion brings in four weeks.
        seeds: Of traits and random numbers.
        weeks: Weeks of each run.
    """

    organisation: Organisation
    behaviour: Sequence[Mapping[str, float]]
    seeds: Sequence[int]
    weeks: int


Mapped = Callable[[Callable[[ActivityBatch], list[Levels]], Sequence[ActivityBatch]], Any]
"""What carries out batches and keeps their order: ``map``, or a pool's."""


def read_activity(folder: Path) -> list[ActivityRecord]:
    """The records of activity that a folder holds; none if it holds none.

    Raises:
        RecordError: If one cannot be read.
    """
    return [read(folder / name) for name, read in ACTIVITY.items() if (folder / name).is_dir()]


def _learners(folder: Path) -> ActivityRecord:
    columns = ("date", "total_membership", "weekly_active_members", "weekly_members_posting_messages")
    days = read_columns(folder / "r4ds_members_to_2018-08-31.csv", columns).sort_values("date")
    weekly = days[list(columns[1:])].to_numpy(float)[DAYS_A_WEEK - 1 :: DAYS_A_WEEK].T
    return ActivityRecord(
        folder.name, "Learners", np.maximum.accumulate(weekly[0]), {"people": weekly[1], "writers": weekly[2]}
    )


def _students(folder: Path) -> ActivityRecord:
    import pandas as pd  # noqa: PLC0415 - a worker process makes no tables

    joined = pd.to_datetime(read_columns(folder / "registrations.csv", ("registered_at",))["registered_at"])
    messages = read_columns(folder / "messages.csv", ("sent_at", "sender", "recipient"))
    sent = pd.to_datetime(messages["sent_at"])
    first = joined.min().normalize()
    weeks = ((max(joined.max(), sent.max()).normalize() - first).days + 1) // DAYS_A_WEEK
    week = ((sent - first).dt.days // DAYS_A_WEEK).to_numpy(int)
    both = pd.DataFrame({"week": np.tile(week, 2), "person": np.concatenate([messages.sender, messages.recipient])})
    wrote = pd.DataFrame({"week": week, "person": messages.sender})
    levels = np.cumsum(np.bincount((joined - first).dt.days // DAYS_A_WEEK, minlength=weeks)[:weeks]).astype(float)
    return ActivityRecord(
        folder.name, "Students", levels, {"people": _persons(both, weeks), "writers": _persons(wrote, weeks)}
    )


def _editors(folder: Path) -> ActivityRecord:
    import pandas as pd  # noqa: PLC0415 - a worker process makes no tables

    edits = read_columns(folder / "edits_by_week.csv", ("week", "person"))
    start = pd.to_datetime(edits["week"])
    edits["week"] = ((start - start.min()).dt.days // DAYS_A_WEEK).to_numpy(int)
    weeks = int(edits["week"].max()) + 1
    begun = np.bincount(edits.groupby("person")["week"].min(), minlength=weeks)
    return ActivityRecord(folder.name, "Handbook", np.cumsum(begun).astype(float), {"writers": _persons(edits, weeks)})


def _persons(table: pd.DataFrame, weeks: int) -> Levels:
    """Different persons in each week."""
    counted = table.drop_duplicates(["week", "person"])["week"]
    return np.bincount(counted, minlength=weeks)[:weeks].astype(float)


ACTIVITY: Mapping[str, Callable[[Path], ActivityRecord]] = {
    "r4ds_slack_first_year": _learners,
    "uci_online_community": _students,
    "sourcegraph_handbook": _editors,
}
"""What reads each record, by the name of its folder."""


def level_goes_on(active: Levels, ahead: int, name: str) -> Ensemble:
    """As many as lately: a random walk without drift, of past changes of either sign; walks mirror each other."""
    changes, last = np.diff(active), float(active[-LATELY:].mean())
    random_numbers = numbers(MEMBERS // 2 * ahead, name, "level").reshape(MEMBERS // 2, ahead)
    walks = np.cumsum(changes[(random_numbers * len(changes)).astype(int)], axis=1)
    return np.maximum(last + np.concatenate([walks, -walks]), 0.0)


def pace_goes_on(active: Levels, ahead: int, name: str) -> Ensemble:
    """Changes as in the later half of what is known go on."""
    changes = np.diff(active)[(len(active) - 1) // 2 :]
    random_numbers = numbers(MEMBERS * ahead, name, "pace").reshape(MEMBERS, ahead)
    walks = np.cumsum(changes[(random_numbers * len(changes)).astype(int)], axis=1)
    return np.maximum(float(active[-LATELY:].mean()) + walks, 0.0)


def bass_goes_on(record: ActivityRecord, active: Levels, ahead: int) -> Ensemble:
    """A Bass curve through those who joined, of whom as many are active as in the later half of what is known."""
    joined = record.joined[: record.known]
    history = History(record.name, WEEK, joined, ahead, Society((), (), (), USUAL_TIES))
    lately = (active / np.maximum(joined, 1.0))[record.known // 2 :]
    members = bass_curve(history)
    drawn = numbers(members.size, record.name, "activity").reshape(members.shape)
    return members * lately[(drawn * len(lately)).astype(int)]


def beliefs(name: str, count: int) -> list[dict[str, float]]:
    """Constants for this many runs, drawn independently."""
    known = known_parameters()
    drawn = {each: between(known[each].low, known[each].high, numbers(count, name, each)) for each in RATES}
    drawn |= {
        each: known[each].low + (known[each].high - known[each].low) * numbers(count, name, each) for each in LEVELS
    }
    drawn["pull"] = MOST_PULL * numbers(count, name, "pull")
    return [{each: float(values[nth]) for each, values in drawn.items()} for nth in range(count)]


def carry_out(batch: ActivityBatch) -> list[Levels]:
    """Weekly users and writers of each run, as shares of people; shape (series, weeks) each."""
    return [
        _weekly(batch.organisation, constants, seed, batch.weeks)
        for constants, seed in zip(batch.behaviour, batch.seeds, strict=True)
    ]


def _weekly(organisation: Organisation, constants: Mapping[str, float], seed: int, weeks: int) -> Levels:
    promotion = {"kind": "campaign", "start": "week 1", "duration": None, "pull_per_month": constants["pull"]}
    scenario = Scenario.of(
        {
            "name": "activity",
            "seed": seed,
            "weeks": weeks,
            "organisation": {"import": {"people": "people.csv"}, "turnover": 0.0},
            "behaviour": {name: constants[name] for name in (*RATES, *LEVELS)},
            "programmes": {DONE: [promotion]},
            "baseline": DONE,
        }
    )
    simulation = Simulation(Prepared(scenario, organisation, start_of(scenario, organisation), None), DONE, 0)
    for _ in range(weeks * WORKDAYS_A_WEEK):
        simulation.step()
    counts = simulation.record[WORKDAYS_A_WEEK : weeks * WORKDAYS_A_WEEK + 1 : WORKDAYS_A_WEEK]
    return counts[:, list(SERIES.values())].T / organisation.people


def foreseen(record: ActivityRecord, runs: Sequence[Levels]) -> dict[str, Ensemble]:
    """Futures of each series by the readings of runs that come closest to the first half, all series together.

    Every future goes on from the level at the split as its run does.
    """
    known, columns = record.known, [list(SERIES).index(name) for name in record.active]
    people = record.joined[known - 1] * between(1.0, MOST_UNSEEN, numbers(len(runs) * READINGS, record.name, "people"))
    read = np.repeat(np.stack(runs)[:, columns], READINGS, axis=0) * people[:, None, None]
    seen = np.stack([active[:known] for active in record.active.values()])
    scale = np.maximum(seen.max(axis=1), 1.0)[:, None]
    distance = np.sqrt((((read[:, :, :known] - seen) / scale) ** 2).mean(axis=(1, 2)))
    kept = np.argsort(distance, kind="stable")[: max(1, round(KEPT * len(distance)))]
    futures = {}
    for nth, name in enumerate(record.active):
        now = read[kept, nth, known - LATELY : known].mean(axis=1)
        futures[name] = read[kept, nth, known:] + (seen[nth, -LATELY:].mean() - now)[:, None]
    return {name: np.maximum(future, 0.0) for name, future in futures.items()}


def contests(record: ActivityRecord, mapping: Mapped = map, runs: int = RUNS) -> list[ActivityContest]:
    """Let everybody forecast the second half of each series from the first.

    Raises:
        RecordError: If nobody is active in the first half.
    """
    known, weeks = record.known, len(record.joined)
    if not all(active[:known].any() for active in record.active.values()):
        raise RecordError(f"{record.name}: nobody is active in the first half, so there is nothing to go on from")
    organisation = organisation_of(Society((), (), (), USUAL_TIES), record.name)
    drawn, seeds = beliefs(record.name, runs), range(1, runs + 1)
    batches = [
        ActivityBatch(organisation, drawn[at : at + BATCH], seeds[at : at + BATCH], weeks)
        for at in range(0, runs, BATCH)
    ]
    believed = foreseen(record, [each for some in mapping(carry_out, batches) for each in some])
    found = []
    for series, active in record.active.items():
        past, ahead, name = active[:known], weeks - known, f"{record.name} {series}"
        forecasts = {
            MODEL: believed[series],
            BASS: bass_goes_on(record, past, ahead),
            LEVEL: level_goes_on(past, ahead, name),
            PACE: pace_goes_on(past, ahead, name),
        }
        size = int(record.joined[-1])
        scores = {each: scored(members, active[known:], size) for each, members in forecasts.items()}
        found.append(ActivityContest(record, series, scores, float(active[-1])))
    return found


def activity_table(found: Sequence[ActivityContest]) -> str:
    """Scores, as Markdown; the best of each series is bold."""
    lines = [
        "| record | each week | forecaster | CRPS, % of joined | inside 50 % | inside 80 % | last (80 %), truth |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in found:
        best = min(of.crps for of in each.scores.values())
        for name, of in each.scores.items():
            score = f"{100 * of.crps:.1f}"
            lines.append(
                f"| {each.record.title} | {each.series} | {name} | {f'**{score}**' if of.crps == best else score} "
                f"| {100 * of.half:.0f} % | {100 * of.wide:.0f} % "
                f"| {of.end:,.0f} ({of.low:,.0f} to {of.high:,.0f}), {each.last:,.0f} |"
            )
    return "\n".join(lines)
