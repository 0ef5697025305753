"""What `mesa.batch_run` needs of a model: which replicate it is to simulate, and what was counted day by day.

ODD element: observation.
"""

from __future__ import annotations

import inspect
import operator
from collections.abc import Iterator
from functools import partial
from types import FrameType
from typing import Any, Protocol, SupportsIndex

import mesa
from mesa import batchrunner

from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Simulation


class Recorded(Protocol):
    """A model, as far as its record is looked at."""

    simulation: Simulation

    @property
    def day(self) -> int:
        """The next workday."""


GIVES_RNG = "rng" in inspect.signature(mesa.batch_run).parameters
"""Whether Mesa's batch runner hands a number to each iteration; before Mesa 3.4 it did not."""


def replicate_of(model: mesa.Model, replicate: SupportsIndex | None, rng: object) -> int:
    """The replicate that a model is to simulate.

    Where neither number is given, it is the iteration of the batch run that makes the model, and 0 elsewhere: the
    iterations of a batch run would all be the same run otherwise.

    Args:
        model: The model that is being made.
        replicate: Number of the replicate, >= 0.
        rng: The same by Mesa's name.

    Raises:
        ValueError: If a number is none, if both differ, or if a batch run would repeat a run.
    """
    asked = {name: _whole(name, value) for name, value in (("replicate", replicate), ("rng", rng)) if value is not None}
    numbers = set(asked.values())
    if len(numbers) > 1:
        raise ValueError(f"replicate is {asked['replicate']} and rng is {asked['rng']}; both number the replicate")
    iteration = _iteration(model)
    if not numbers:
        return iteration
    number = numbers.pop()
    if iteration and (rng is None or not GIVES_RNG):
        raise ValueError(
            f"iterations would repeat replicate {number}, run for run; leave out iterations and list the replicates, "
            "or leave out replicate and rng, and each iteration is a replicate"
        )
    return number


def _whole(name: str, value: object) -> int:
    """A number of a replicate.

    Raises:
        ValueError: If it is none.
    """
    number = -1
    if isinstance(value, SupportsIndex) and not isinstance(value, bool):
        number = operator.index(value)
    if number < 0:
        means = "replicate" if name == "replicate" else "rng, which numbers the replicate,"
        raise ValueError(f"{means} is {value!r}; a replicate is a whole number from 0 on")
    return number


def _iteration(model: mesa.Model) -> int:
    """The iteration of the batch run that is making this model, 0 if none is.

    Mesa tells a model nothing of it, so it is read where Mesa counts.

    Raises:
        RuntimeError: If Mesa does not count there any more.
    """
    for frame in _callers(inspect.currentframe()):
        names = frame.f_locals
        if frame.f_globals.get("__name__") == batchrunner.__name__:
            if not isinstance(names.get("iteration"), int):
                raise RuntimeError("this Mesa does not tell iterations apart; list values of replicate instead")
            return int(names["iteration"])
        maker = names.get("self")
        if isinstance(maker, mesa.Model) and maker is not model:
            return 0  # A model made by another one is not what the batch run repeats.
    return 0


def _callers(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def counted_today(model: Recorded, measure: Measure) -> int:
    """What was counted at the end of the last workday."""
    return int(model.simulation.record[model.simulation.day, measure])


class Measures(mesa.DataCollector):
    """Every measure of the record, once a workday, beginning with the first; the start is not among them.

    Mesa 3.3 takes the number of rows for the number of steps, so there is a row for every workday and none besides;
    asking twice on one day collects once. The row is that of the record as it is: asking one reporter after the other
    takes 0.2 ms, longer than a day of a small organisation.
    """

    def __init__(self) -> None:
        """Nothing collected yet."""
        reporters: Any = {measure.name.lower(): partial(counted_today, measure=measure) for measure in Measure}
        super().__init__(model_reporters=reporters)  # type: ignore[no-untyped-call]
        self._day = 0

    def collect(self, model: Recorded) -> None:
        """Collect the last workday if that has not been done."""
        if model.day == self._day:
            return
        self._day = model.day
        for values, number in zip(self.model_vars.values(), model.simulation.record[model.day].tolist(), strict=True):
            values.append(number)
        newer: Any = model
        if hasattr(self, "_collection_steps"):
            self._collection_steps.append(newer.time)
