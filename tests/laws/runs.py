"""Runs to be compared between interpreters: run as a program, prints their digests.

``python -m tests.laws.runs compiled`` (or ``agents``) prints one line of JSON: the digests of every case.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

import numpy as np

from esnsim.agents import EsnModel
from esnsim.agents.model import Activation
from esnsim.simulation.simulate import Prepared
from tests.organisations import hierarchy
from tests.worlds import (
    KIND_NAMES,
    TALKATIVE,
    intervention,
    random_organisation,
    scenario_of,
    setting_of,
    silent_setting,
)

EVERYTHING: list[dict[str, Any]] = [
    intervention(kind, start=f"day {3 + nth}", duration="10 days") for nth, kind in enumerate(KIND_NAMES)
]


def cases() -> dict[str, Prepared]:
    """A handful of settings that reach every rule."""
    programmes = {"everything": EVERYTHING}
    short = scenario_of(programmes, weeks=4, baseline="none")
    loud = [*EVERYTHING, intervention("campaign", pull_per_month=0.9)]
    eager = scenario_of({"everything": loud}, weeks=4, baseline="none")
    quiet = scenario_of({"everything": loud}, weeks=12, baseline="none", behaviour={**TALKATIVE, "founder_posts": 0.1})
    return {
        "communities": setting_of(random_organisation(40, 3), quiet),
        "hierarchy": setting_of(hierarchy(), short),
        "forty": setting_of(random_organisation(40, 1), short),
        "launch": silent_setting(random_organisation(40, 2), eager),
    }


def digests(activation: Activation) -> dict[str, str]:
    """For every case and programme, the digest of the people at the end and of what was written down on the way."""
    found = {}
    for name, setting in cases().items():
        for programme in setting.scenario.programmes:
            model = EsnModel(setting, programme, activation=activation, check=True)
            while not model.finished:
                model.step()
            run = model.result()
            record = hashlib.sha256(np.ascontiguousarray(run.record).tobytes()).hexdigest()
            found[f"{name}, {programme}"] = f"{run.digest} {record}"
    return found


if __name__ == "__main__":
    print(json.dumps(digests("agents" if "agents" in sys.argv else "compiled")))  # noqa: T201
