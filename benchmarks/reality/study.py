"""The model beside two plain forecasters on every record that is at hand.

Public records of enterprise networks say who joined or who wrote, none says who reads. These records are stand-ins:
other things adopted by other people, dated and real.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.reality.bass import MEMBERS, bass_curve, fitted_to_all
from benchmarks.reality.model import RUNS, Posterior, model
from benchmarks.reality.record import Record
from benchmarks.reality.records import present, read_record
from benchmarks.reality.scores import Ensemble, ForecastScores, scored
from benchmarks.reality.simulated import Mapping as Carrying
from benchmarks.reality.stillness import level_stays, pace_stays

if TYPE_CHECKING:
    import pandas as pd

MODEL, BASS, BASS_OF_ALL, LEVEL, PACE = FORECASTERS = (
    "esnsim",
    "Bass curve",
    "Bass curve of everybody",
    "the level stays",
    "the pace stays",
)


class Contest(NamedTuple):
    """All forecasts of one record.

    Attributes:
        record: What happened.
        forecasts: Futures by forecaster, in the order of `FORECASTERS`; the Bass curve by which everybody adopts is
            not among them where nobody knows who everybody is.
        posterior: What the model came to believe.
    """

    record: Record
    forecasts: Mapping[str, Ensemble]
    posterior: Posterior

    @property
    def scores(self) -> dict[str, ForecastScores]:
        """How each forecaster fared."""
        size, future = self.record.size, self.record.future
        return {name: scored(members, future, size) for name, members in self.forecasts.items()}


class StudyEffort(NamedTuple):
    """How much is computed for a record.

    Attributes:
        runs: Runs of the model.
        refits: Bass curves fitted again.
    """

    runs: int = RUNS
    refits: int = MEMBERS


FULL = StudyEffort()


def contest(record: Record, mapping: Carrying = map, effort: StudyEffort = FULL) -> Contest:
    """Let everybody forecast the second half of a record from the first.

    Args:
        record: The record.
        mapping: What carries out runs.
        effort: How much is computed.
    """
    history = record.history
    posterior = model(history, mapping, effort.runs)
    forecasts = {MODEL: posterior.members, BASS: bass_curve(history, effort.refits)}
    if history.population is not None:
        forecasts[BASS_OF_ALL] = bass_curve(history, effort.refits, fitted_to_all)
    forecasts |= {LEVEL: level_stays(history), PACE: pace_stays(history)}
    return Contest(record, forecasts, posterior)


def study(folder: Path, mapping: Carrying = map, effort: StudyEffort = FULL) -> list[Contest]:
    """All records that a folder holds.

    Args:
        folder: Where the data sets are, see `data_folder`.
        mapping: What carries out runs: ``map``, or a pool's.
        effort: How much is computed for each record.

    Raises:
        RecordError: If there is none, or one cannot be read.
    """
    records = [read_record(folder, name) for name in present(folder)]
    return [contest(record, mapping, effort) for record in records]


def table(contests: list[Contest]) -> pd.DataFrame:
    """One row for each record and forecaster: scores, and the forecast for the last period beside the truth."""
    import pandas as pd  # noqa: PLC0415 - a worker process makes no tables

    rows = [
        {
            "record": each.record.name,
            "forecaster": name,
            "people": each.record.size,
            **scores._asdict(),
            "truth": int(each.record.adopted[-1]),
        }
        for each in contests
        for name, scores in each.scores.items()
    ]
    return pd.DataFrame(rows)


def clock(contests: list[Contest]) -> pd.DataFrame:
    """What the model came to believe about time and numbers: median and middle 80 %, one row a record."""
    import pandas as pd  # noqa: PLC0415 - a worker process makes no tables

    rows = []
    for each in contests:
        believed = each.posterior
        workdays, people = (np.quantile(of, (0.1, 0.5, 0.9)) for of in (believed.workdays, believed.people))
        rows.append(
            {
                "record": each.record.name,
                "period": each.record.period.name,
                "calendar": each.record.period.workdays,
                **{f"workdays_{end}": value for end, value in zip(ENDS, workdays, strict=True)},
                **{f"people_{end}": value for end, value in zip(ENDS, people, strict=True)},
                "members": len(believed.members),
                "runs": believed.runs,
            }
        )
    return pd.DataFrame(rows)


ENDS = ("low", "median", "high")
