"""Every random number asked for in a run, by address: run as a program with compilation off.

``ESNSIM_COMPILED=0 python -m tests.laws.addresses`` prints one line of JSON: how many numbers were asked for, and
which of them decided two things.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from esnsim.interventions import Kind
from esnsim.rng import address as chance
from esnsim.rng.address import Draw
from esnsim.simulation.simulate import Simulation
from tests.laws.runs import EVERYTHING
from tests.worlds import intervention, random_organisation, scenario_of, setting_of

Address = tuple[int, ...]
PASSED_ON = ("uniform", "chances")
"""Functions that ask on behalf of their caller."""
LASTING = (Draw.AUDIENCE // 4, Draw.RECRUIT // 4, Draw.INTEREST // 4, Draw.WORK // 4, Draw.OBEY // 4)
"""Blocks whose decisions last for a run; they may be looked up again by whoever they belong to."""

COMMON = ("interest_in",)
"""Functions that look up what is the same whoever asks."""


class Register:
    """Who asked for which address.

    Attributes:
        asked: For every address, the purposes it was asked for, in order.
        whose: The intervention that is at work, None on the day itself.
    """

    def __init__(self) -> None:
        """Nothing asked yet."""
        self.asked: dict[Address, list[str]] = defaultdict(list)
        self.whose: str | None = None

    def purpose(self) -> str:
        """The function that wanted the number, and the intervention it worked for, if it is anybody's."""
        frame = sys._getframe(2)
        lane = ""
        while frame.f_code.co_name in PASSED_ON and frame.f_back is not None:
            lane = f" {frame.f_locals.get('draw', '')}{lane}"
            frame = frame.f_back
        whose = None if frame.f_code.co_name in COMMON else self.whose
        return f"{frame.f_code.co_name} {whose}{lane}"

    def collisions(self, *, lasting: bool) -> list[str]:
        """Addresses that decided two things, among decisions for a run or among those of a day.

        The four numbers of a lasting block belong to different decisions; which one was read stands at the end of
        the purpose.
        """
        decided: dict[tuple[Address, str], list[str]] = defaultdict(list)
        for address, purposes in self.asked.items():
            if (address[4] in LASTING) == lasting:
                for purpose in sorted(set(purposes)) if lasting else purposes:
                    decided[address, purpose.split()[-1] if lasting else ""].append(purpose)
        return [f"{where}: {purposes[:4]}" for where, purposes in decided.items() if len(purposes) > 1]


@contextmanager
def recorded(register: Register) -> Iterator[None]:
    """Write down every block asked for, in whatever module it is asked."""
    original = chance.philox

    def philox(low: int, high: int, c0: int, c1: int, c2: int, c3: int) -> Any:
        register.asked[low, high, c0, c1, c2, c3].append(register.purpose())
        return original(low, high, c0, c1, c2, c3)

    users = [module for module in sys.modules.values() if getattr(module, "philox", None) is original]
    for module in users:
        vars(module)["philox"] = philox
    try:
        yield
    finally:
        for module in users:
            vars(module)["philox"] = original


@contextmanager
def signed(register: Register) -> Iterator[None]:
    """Let the register know which intervention is at work."""
    original = Kind.members

    def members(self: Kind, scene: Any, progress: Any) -> Any:
        register.whose = self.name
        return original(self, scene, progress)

    Kind.members = members  # type: ignore[method-assign]
    try:
        yield
    finally:
        Kind.members = original  # type: ignore[method-assign]


def programme() -> list[dict[str, Any]]:
    """Everything there is, twice over and by chance, so that every draw is asked for."""
    everything = [*EVERYTHING, intervention("campaign", pull_per_month=0.9), intervention("ambassadors", share=0.1)]
    return [
        {**each, "name": f"{nth} {each['kind']}", "audience": "share: 0.7", "capacity": 5}
        for nth, each in enumerate(everything)
    ]


def main() -> None:
    """Simulate one run and print what was found."""
    scenario = scenario_of({"everything": programme()}, weeks=5)
    simulation = Simulation(setting_of(random_organisation(60, 3), scenario), "everything", 0)
    register = Register()
    with recorded(register), signed(register):
        for _ in range(scenario.days):
            register.whose = None
            simulation.step()
    found = {
        "asked": len(register.asked),
        "blocks": sorted({address[4] for address in register.asked}),
        "daily": register.collisions(lasting=False),
        "lasting": register.collisions(lasting=True),
    }
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main()
