"""One run of a store, found by the beginning of its key, looked at, and simulated again from what the store holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from esnsim.behaviour.person import Role, Stage, Tier
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.errors import RunError
from esnsim.experiments.execution.base_state import prepared
from esnsim.experiments.store.codec import Packed
from esnsim.experiments.store.maintenance import RULES
from esnsim.experiments.store.requests import RequestTable, RunRequest, as_asked
from esnsim.experiments.store.store import Store
from esnsim.scenario import Scenario
from esnsim.simulation.run import Run
from esnsim.simulation.simulate import Prepared, Simulation
from esnsim.state import NEVER, Ints, World

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 12
"""Letters of a key that tell runs apart."""
KEY = re.compile(r"[0-9a-f]+")
FIND = (
    "SELECT key FROM runs WHERE key GLOB :beginning UNION SELECT key FROM asked WHERE key GLOB :beginning"
    " UNION SELECT key FROM failures WHERE key GLOB :beginning LIMIT 3"
)
ASKED = (
    "SELECT sweep, ground, replicate, point, programme, key, checksum FROM asked WHERE key = ? ORDER BY sweep, point"
)


class StoredRun(NamedTuple):
    """A run that a store knows of.

    Attributes:
        key: Its key.
        asked: What asks for it, with the number of the sweep; empty if nothing does any more.
        packed: The run as it is kept, None if it is not there.
        failure: Why it could not be finished, empty if it could or nobody tried.
        versions: What computed it.
    """

    key: str
    asked: tuple[tuple[int, RunRequest], ...]
    packed: Packed | None
    failure: str
    versions: dict[str, str]


def find_run(store: Store, beginning: str) -> StoredRun:
    """A run by its key, or so much of it as no other begins with.

    Raises:
        RunError: If there is none, or more than one.
    """
    beginning = beginning.strip().lower()
    with store.guarded():
        said = {"beginning": f"{beginning}*"}
        keys = store.file.execute(FIND, said).fetchall() if KEY.fullmatch(beginning) else []
        if not keys:
            raise RunError(f"{store.path}: knows no run '{beginning}'; 'esnsim store show' and failures.csv have keys")
        if len(keys) > 1:
            raise RunError(f"{store.path}: several runs begin with '{beginning}'; write more of the key")
        (key,) = keys[0]
        asked = tuple((row[0], as_asked(row[1:])) for row in store.file.execute(ASKED, (key,)))
        failure = store.file.execute("SELECT reason FROM failures WHERE key = ?", (key,)).fetchone()
        versions = store.file.execute(
            "SELECT versions FROM makers JOIN runs USING (maker) WHERE key = ?", (key,)
        ).fetchone()
        known = dict(json.loads(versions[0])) if versions else {}
    return StoredRun(key, asked, store.packed(key), failure[0] if failure else "", known)


def scenario_of(store: Store, found: StoredRun) -> Scenario:
    """The scenario a run belongs to.

    Raises:
        RunError: If nothing asks for it any more, so that nobody knows.
    """
    if not found.asked:
        raise RunError(
            f"{store.path}: no sweep asks for run {found.key[:SHOWN]} any more, so its scenario is not known"
        )
    number, asked = found.asked[0]
    requests = RequestTable(store)
    question = next(
        point_record.question for point_record in requests.points(number) if point_record.number == asked.point
    )
    return requests.question(question)


def replay(store: Store, found: StoredRun, watch: Callable[[Simulation], None] | None = None) -> Run:
    """Simulate a run once more, in this process.

    Args:
        store: What it comes from.
        found: The run.
        watch: Sees the run before its first day and after each week.

    Raises:
        RunError: If nothing asks for it any more.
        OrganisationError: If imported files cannot be understood.
    """
    scenario = scenario_of(store, found)
    _, asked = found.asked[0]
    made = prepared(scenario)
    simulation = Simulation(
        Prepared(scenario, made.organisation, made.start, made.report), asked.programme, asked.replicate
    )
    if watch is not None:
        watch(simulation)
    while simulation.day < scenario.days:
        simulation.step()
        if watch is not None and simulation.day % WORKDAYS_A_WEEK == 0:
            watch(simulation)
    return simulation.run()


def rules_are_others(found: StoredRun, rules: str) -> bool:
    """Whether a run was computed by other rules than these."""
    return bool(found.versions) and found.versions.get(RULES) != rules


def spread(store: Store, count: int) -> list[StoredRun]:
    """So many runs that sweeps ask for and that can be simulated again, spread evenly over the store."""
    query = "SELECT key FROM runs WHERE key IN (SELECT key FROM asked) ORDER BY key"
    with store.guarded():
        keys = [key for (key,) in store.file.execute(query)]
    places = np.linspace(0, len(keys) - 1, min(count, len(keys))).round().astype(int)
    return [find_run(store, keys[place]) for place in dict.fromkeys(places.tolist())]


class PersonHistory:
    """Collects one row a person and week from a run."""

    def __init__(self, scenario: Scenario, take: Callable[[pd.DataFrame], None]) -> None:
        """Parts go to ``take``, one a week."""
        self._scenario, self._take = scenario, take

    def __call__(self, simulation: Simulation) -> None:
        """Take down a week: week 0 is the start."""
        import pandas as pd  # noqa: PLC0415 - most who repeat a run need none

        self._take(pd.DataFrame(dict(self._columns(simulation.world, simulation.day - 1))))

    def _columns(self, world: World, day: int) -> Iterator[tuple[str, object]]:
        people = world.people[world.row_of]
        yield "week", (day + 1) // WORKDAYS_A_WEEK
        yield "date", self._scenario.date(day).isoformat()
        yield "position", np.arange(len(people))
        for name in ("person", "unit"):
            yield name, people[name]
        for name, names in (("tier", Tier), ("role", Role), ("stage", Stage)):
            yield name, np.array([each.name.lower() for each in names])[people[name]]
        for name, last in (
            ("days_since_visit", "visited"),
            ("days_since_post", "posted"),
            ("days_since_words", "wrote"),
        ):
            yield name, _since(people[last], day)


PERSON_COLUMNS = {
    "week": "Week, from 1; 0 is the start.",
    "date": "Date of its last workday.",
    "position": "Position in the organisation, from 0.",
    "person": "Who holds it; who comes after somebody has another number.",
    "unit": "Number of the unit.",
    "tier": "Where a manager stands among managers.",
    "role": "What the person is for the programme.",
    "stage": "Where the person stands with the network.",
    "days_since_visit": "Workdays since the last visit; empty before the first.",
    "days_since_post": "Workdays since the last post; empty before the first.",
    "days_since_contribution": "Workdays since the last post or reply; empty before the first.",
}
"""What the columns of `PersonHistory` mean."""


def _since(last: Ints, day: int) -> object:
    """Workdays since something happened; missing where it never did."""
    import pandas as pd  # noqa: PLC0415

    return pd.arrays.IntegerArray((day - last).astype(np.int64), last <= NEVER)
