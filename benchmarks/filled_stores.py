"""A store with finished runs that nobody simulated, and what becomes of it when its bytes are changed."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np

from esnsim.experiments.store.codec import Packed, pack
from esnsim.experiments.store.requests import FINISHED, PointRecord, RequestTable, RunRequest, SweepRecord
from esnsim.experiments.store.store import Failure, Store
from esnsim.scenario import Scenario, resolve
from esnsim.simulation.programme import Event, Expense
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Inequality, Run

PROGRAMMES = ("none", "campaign")
POINTS, REPLICATES = 2, 3
HEADER, PAGE = 100, 4096
"""Bytes of the header of a file of SQLite, and of a page."""


def fill(path: Path) -> None:
    """A sweep of two points, one run of which failed."""
    with Store(path) as store:
        table = RequestTable(store)
        points = [PointRecord(nth, {"weeks": nth + 1}, f"question {nth}", 0) for nth in range(POINTS)]
        asked = {point.question: _scenario(point.number + 1) for point in points}
        sheet = SweepRecord("filled", "filled", ("weeks",), "reader@end", "esnsim sweep filled")
        number = table.enter(sheet, points, asked)
        wanted = [(nth, who, luck) for nth in range(POINTS) for who in PROGRAMMES for luck in range(REPLICATES)]
        table.ask(number, [RunRequest(0, luck, nth, who, f"{nth}{who}{luck}") for nth, who, luck in wanted])
        *finished, lost = wanted
        store.add([_packed(*each) for each in finished])
        store.fail(Failure("{}{}{}".format(*lost), lost[1], lost[2], "made up"), 2)
        table.tell(number, FINISHED)


def _scenario(weeks: int) -> Scenario:
    content = {
        "name": "filled",
        "weeks": weeks,
        "replicates": REPLICATES,
        "organisation": {"generate": {"people": 100}},
        "programmes": {"none": [], "campaign": [{"kind": "campaign"}]},
    }
    return resolve(Scenario.of(content))


def _packed(point: int, programme: str, luck: int) -> Packed:
    """A run of 100 people in which a few more read every day."""
    days = 5 * (point + 1) + 1
    record = np.zeros((days, len(Measure)), np.int64)
    record[:, Measure.HEADCOUNT] = 100
    record[:, Measure.READER] = (1 + luck + 2 * PROGRAMMES.index(programme)) * np.arange(days)
    events, expenses = (Event(0, "campaign", "begins"),), (Expense(0, "campaign", 10.5, 2.0),)
    uneven = (Inequality(days - 2, 0.7, 0.2),)
    run = Run(programme, luck, record, events, expenses, uneven, f"{point} {programme} {luck}", 0.25)
    return pack(run, f"{point}{programme}{luck}")


def damaged(whole: bytes, dice: random.Random) -> bytes:
    """The file with bytes changed somewhere, in its header or in one page; a page emptied or doubled; or cut off."""
    raw = bytearray(whole)
    page = PAGE * dice.randrange(max(len(raw) // PAGE, 1))
    how = dice.choice(("flip", "flip", "flip", "header", "page", "empty", "double", "cut"))
    reach = {"header": (0, HEADER), "page": (page, min(page + PAGE, len(raw)))}.get(how, (0, len(raw)))
    if how in ("flip", "header", "page"):
        for _ in range(dice.choice((1, 1, 4, 60))):
            raw[dice.randrange(*reach)] ^= 1 << dice.randrange(8)
    elif how == "empty":
        raw[page : page + PAGE] = bytes(min(PAGE, len(raw) - page))
    elif how == "double":
        other = PAGE * dice.randrange(max(len(raw) // PAGE, 1))
        raw[page : page + PAGE] = raw[other : other + PAGE]
    else:
        del raw[dice.randrange(len(raw)) :]
    return bytes(raw)
