"""A sweep whose runs are made up, so that its tables are known."""

from __future__ import annotations

from pathlib import Path

from small_questions import CAMPAIGN, made_up_run, question

from esnsim.experiments.store.codec import pack
from esnsim.experiments.store.requests import FINISHED, PointRecord, RequestTable, RunRequest, SweepRecord
from esnsim.experiments.store.store import Failure, Store
from esnsim.scenario import Scenario, resolve

READERS = {
    (0, "none"): [10, 10],
    (0, "campaign"): [20, 30],
    (1, "none"): [20, 40],
    (1, "campaign"): [45, 55, 50],
}
"""Of 100 people, how many read at the end of each run, by point and programme."""


def scenario(weeks: int) -> Scenario:
    """What is asked at a point."""
    return resolve(question(weeks=weeks, programmes={"none": [], "campaign": [CAMPAIGN]}, baseline="none"))


def made_up(path: Path, name: str = "made up") -> None:
    """A store with a sweep over one week and two, in which one run failed; a key is point, programme, replicate."""
    with Store(path) as store:
        requests = RequestTable(store)
        point_records = [PointRecord(point, {"weeks": point + 1}, f"question {point}", 0) for point in range(2)]
        questions = {point_record.question: scenario(point_record.number + 1) for point_record in point_records}
        number = requests.enter(
            SweepRecord(name, name, ("weeks",), "reader@end", "esnsim sweep made-up"), point_records, questions
        )
        keys = [(point, who, nth) for (point, who), runs in READERS.items() for nth in range(len(runs))]
        keys.append((1, "none", 2))
        requests.ask(number, [RunRequest(0, nth, point, who, f"{point}{who}{nth}") for point, who, nth in keys])
        runs = [
            pack(made_up_run(who, nth, point + 1, reader=count, ever_reader=count), f"{point}{who}{nth}")
            for (point, who), runs in READERS.items()
            for nth, count in enumerate(runs)
        ]
        store.add(runs)
        store.fail(Failure("1none2", "none", 2, "made up"), 2)
        requests.tell(number, FINISHED)
