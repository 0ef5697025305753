"""The loops of a day that take everybody are vectorised: the compiler says so, and nothing else would notice if not."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys

import pytest

from esnsim.compilation import COMPILED
from tests.contracts.paths import ROOT

pytestmark = pytest.mark.untraced

LOOPS = {
    "fill_propensities": 4,
    "apply_links": 4,
    "find_busy": 2,
    "learn_beliefs": 1,
    "learn_habits": 1,
    "learn_moods": 3,
    "note_visits": 7,
    "visible_now": 1,
    "count_steps": 1,
}
"""How many loops of each pass are vectorised, at least; that over written posts of the half-year is none of them."""
LEVERS = " with levers"
READ_LEVERS = ("fill_propensities", "find_busy", "learn_beliefs", "learn_habits", "learn_moods", "note_visits")
"""Passes that have machine code of their own where levers are pulled."""
HOST, NARROW = "", "haswell"
"""Names of processors: the one at hand; the oldest with vectors of 256 bits, which cannot leave out some of them."""
REMARKS = """
import llvmlite.binding as llvm
llvm.set_option("", "-pass-remarks=loop-vectorize")
import sys
import numpy as np
from esnsim.behaviour.parameters import Parameters
from esnsim.compilation import plain
from esnsim.rng.address import DAILY_DRAWS
from esnsim.simulation import learning, people_step, perception, propensities, record, visibility
from esnsim.simulation.build_state import InitialConditions, build_state
from esnsim.simulation.starting.initial_state import birth_key
from esnsim.simulation.step_day import NO_LEVERS
from tests.worlds import random_organisation
import numba

world = build_state(InitialConditions(random_organisation(60, 3), Parameters(), birth_key(1), True, 0))
common = plain(perception.common_ground)(world)
pulled = plain(perception.view_of)(world, common, 0, 60)
view = pulled._replace(levers=NO_LEVERS)
numbers = np.zeros((DAILY_DRAWS, 60), np.uint32)
given = {
    propensities.fill_propensities: (view,),
    propensities.apply_links: (world.block, 60),
    people_step.find_busy: (view, numbers, 5),
    learning.learn_beliefs: (view,),
    learning.learn_habits: (view,),
    learning.learn_moods: (view,),
    learning.note_visits: (view, numbers, 5),
    visibility.visible_now: (world.people, world.contact_counts, 5),
    record.count_steps: (world, 5, np.zeros(len(record.Measure), np.int64)),
}
for function, arguments in given.items():
    forms = {"": arguments}
    if arguments[0] is view:
        forms[" with levers"] = (pulled, *arguments[1:])
    for form, taken in forms.items():
        print(f"pass {function.__name__}{form}", file=sys.stderr, flush=True)
        anew = numba.njit(nogil=True, error_model="numpy")(plain(function))
        anew.compile(tuple(map(numba.typeof, taken)))
"""


@pytest.mark.skipif(not COMPILED, reason="nothing is compiled")
@pytest.mark.skipif(platform.machine().lower() not in ("x86_64", "amd64", "arm64", "aarch64"), reason="no known SIMD")
@pytest.mark.parametrize("processor", [HOST, NARROW])
def test_every_loop_over_everybody_is_vectorised(processor: str):
    """One that takes people one by one costs two to eight times as much."""
    if processor and platform.machine().lower() not in ("x86_64", "amd64"):
        pytest.skip("another kind of processor")
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)} | ({"NUMBA_CPU_NAME": processor} if processor else {})
    done = subprocess.run(
        [sys.executable, "-c", REMARKS],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )

    told = dict(re.findall(r"^pass ([\w ]+)\n(.*?)(?=^pass |\Z)", done.stderr, re.MULTILINE | re.DOTALL))
    found = {name: len(re.findall("vectorized loop", remarks)) for name, remarks in told.items()}
    expected = LOOPS | {name + LEVERS: LOOPS[name] for name in READ_LEVERS}
    assert {name: min(found[name], loops) for name, loops in expected.items()} == expected
