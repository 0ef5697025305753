"""The records of real adoption that are at hand, read from the folders they are kept in."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.reality.record import MONTH, WEEK, YEAR, Levels, Record, RecordError, Society, Tie, checked

if TYPE_CHECKING:
    import pandas as pd

VARIABLE = "ESNSIM_DATA"
"""Environment variable that names the folder of the data sets."""
DAYS_A_WEEK = 7
USUAL_TIES = 24.0
"""Ties of a person where nothing is known: the usual of organisations (evidence b1)."""
LEAST_TIES, MOST_TIES = 4.0, 150.0


def data_folder(given: Path | None = None) -> Path:
    """Where the data sets are: as given, as ESNSIM_DATA says, or in ``shared/data`` beside the checkout.

    Raises:
        RecordError: If there is no such folder; says where it was looked for.
    """
    checkout = Path(__file__).parents[2]
    named = os.environ.get(VARIABLE)
    folder = given or (Path(named) if named else checkout.parent / "shared" / "data")
    if not folder.is_dir():
        raise RecordError(
            f"there are no data sets of real adoption at {folder}; they do not come with esnsim: "
            f"name their folder, or set {VARIABLE} to it"
        )
    return folder


def read_record(folder: Path, name: str) -> Record:
    """One record.

    Args:
        folder: Where the data sets are.
        name: One of `READERS`.

    Raises:
        RecordError: If files or columns are missing, or too little is in them.
    """
    return checked(READERS[name](folder / name))


def present(folder: Path) -> list[str]:
    """Names of the records that this folder holds, in the order of `READERS`.

    Raises:
        RecordError: If it holds none.
    """
    names = [name for name in READERS if (folder / name).is_dir()]
    if not names:
        raise RecordError(f"{folder} holds none of the data sets {', '.join(READERS)}")
    return names


def _doctors(folder: Path) -> Record:
    people = read_columns(folder / "doctors.csv", ("person_id", "city", "toa"))
    return Record(
        folder.name,
        "Doctors",
        "125 doctors begin to prescribe a new drug, 1953 to 1955",
        MONTH,
        _levels(people["toa"], int(people["toa"].max()) - 1),
        _surveyed(people, "city", read_columns(folder / "nominations.csv", ("source", "target"))),
    )


def _women(folder: Path) -> Record:
    people = read_columns(folder / "women.csv", ("person_id", "village", "toa"))
    return Record(
        folder.name,
        "Villages",
        "1,047 women begin to use contraception, ten years to 1973",
        YEAR,
        _levels(people["toa"], int(people["toa"].max()) - 1),
        _surveyed(people, "village", read_columns(folder / "nominations.csv", ("source", "target"))),
    )


def _students(folder: Path) -> Record:
    import pandas as pd  # noqa: PLC0415 - a worker process makes no tables

    joined = pd.to_datetime(read_columns(folder / "registrations.csv", ("registered_at",))["registered_at"])
    messages = read_columns(folder / "messages.csv", ("sent_at", "sender", "recipient"))
    sent = pd.to_datetime(messages["sent_at"])
    first = joined.min().normalize()
    weeks = ((max(joined.max(), sent.max()).normalize() - first).days + 1) // DAYS_A_WEEK
    levels = _levels((joined - first).dt.days // DAYS_A_WEEK + 1, weeks)
    known = messages[(sent - first).dt.days < (weeks // 2) * DAYS_A_WEEK]
    return Record(
        folder.name,
        "Students",
        "students join an online community, March to October 2004",
        WEEK,
        levels,
        Society((), (), (), _mean_ties(known, levels[weeks // 2 - 1])),
    )


def _learners(folder: Path) -> Record:
    days = read_columns(folder / "r4ds_members_to_2018-08-31.csv", ("date", "total_membership")).sort_values("date")
    members = days["total_membership"].to_numpy(float)
    weekly = members[DAYS_A_WEEK - 1 :: DAYS_A_WEEK]
    return Record(
        folder.name,
        "Learners",
        "people join the Slack of a learning community, 2017 to 2018",
        WEEK,
        np.maximum.accumulate(weekly),  # a few leave; who has joined once has adopted
        Society((), (), (), USUAL_TIES),
    )


READERS: Mapping[str, Callable[[Path], Record]] = {
    "medical_innovation": _doctors,
    "korean_family_planning": _women,
    "uci_online_community": _students,
    "r4ds_slack_first_year": _learners,
}
"""What reads each data set, by the name of its folder."""


def read_columns(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """A file with at least these columns.

    Raises:
        RecordError: If the file or one of the columns is not there.
    """
    import pandas as pd  # noqa: PLC0415 - a worker process makes no tables

    if not path.is_file():
        raise RecordError(f"{path.parent.name}/{path.name} is not there")
    table = pd.read_csv(path)
    if missing := [name for name in columns if name not in table.columns]:
        raise RecordError(f"{path.parent.name}/{path.name} has no column {', '.join(missing)}")
    return table


def _levels(period: pd.Series[int], periods: int) -> Levels:
    """People who have adopted at the end of each period; those of a later period had not when the record ended."""
    counted = np.bincount(period.to_numpy(int), minlength=periods + 1)[: periods + 1]
    return np.cumsum(counted)[1:].astype(float)


def _surveyed(people: pd.DataFrame, unit: str, named: pd.DataFrame) -> Society:
    """People who were asked, and whom they named; who was named and not asked is left out."""
    labels = people["person_id"].astype(str).tolist()
    everybody = set(labels)
    weights: dict[tuple[str, str], int] = {}
    for source, target in zip(named["source"].astype(str), named["target"].astype(str), strict=True):
        if source != target and source in everybody and target in everybody:
            pair = (min(source, target), max(source, target))
            weights[pair] = weights.get(pair, 0) + 1
    ties = [Tie(*pair, weight) for pair, weight in sorted(weights.items())]
    return Society(labels, people[unit].astype(str).tolist(), ties, USUAL_TIES)


def _mean_ties(messages: pd.DataFrame, people: float) -> float:
    """Correspondents a person has on average, within what an organisation may have."""
    pairs = np.sort(messages[["sender", "recipient"]].to_numpy(), axis=1)
    distinct = len(np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0))
    return float(np.clip(2.0 * distinct / people, LEAST_TIES, MOST_TIES))


def without_ties(record: Record) -> Record:
    """The same people in the same towns, with as many ties made up."""
    mean = max(LEAST_TIES, 2.0 * len(record.society.ties) / record.size)
    return record._replace(society=record.society._replace(ties=(), mean_ties=mean))
