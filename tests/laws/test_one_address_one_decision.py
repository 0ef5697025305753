"""Every random number has one address and decides one thing."""

from __future__ import annotations

import ast
import functools
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import esnsim
from esnsim.rng.address import DAILY_DRAWS, Draw

pytestmark = pytest.mark.untraced

ROOT = Path(__file__).parents[2]
SIMULATING = ("behaviour", "interventions", "simulation", "agents")
"""Folders of what takes part in a run; organisations are made with a key of their own."""
SHARED = {"AUDIENCE", "START"}
"""Draws asked for in two places, which keep apart by ordinal (who belongs to a share, who comes first) or by lane."""
BEFORE_THE_START = {"START", "PLACE", "TIE"}
"""Draws that a run need not ask for."""


@functools.cache
def recording() -> dict[str, Any]:
    """What a run with compilation off asked for."""
    environment = {**os.environ, "ESNSIM_COMPILED": "0", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.laws.addresses"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def uses() -> dict[str, list[str]]:
    """Functions of the package in which each draw is named, once for each time."""
    found: dict[str, list[str]] = defaultdict(list)
    root = Path(str(esnsim.__file__)).parent
    for path in sorted(path for folder in SIMULATING for path in (root / folder).rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Draw":
                        found[node.attr].append(f"{path.name}:{function.name}")
    return found


def test_no_random_number_decides_two_things_on_a_day():
    """People's daily decisions, responses, posts and traits never look at a number twice."""
    assert recording()["daily"] == []


def test_no_random_number_decides_for_two_interventions():
    """Whom one intervention draws says nothing about whom another one draws."""
    assert recording()["lasting"] == []


def test_the_recorded_life_asked_for_every_draw():
    """A law about draws that nobody took would prove nothing."""
    wanted = {draw // 4 for draw in Draw if draw.name not in BEFORE_THE_START}

    assert wanted <= set(recording()["blocks"])
    assert recording()["asked"] > 5000


@pytest.mark.parametrize("draw", [draw for draw in Draw if draw < DAILY_DRAWS], ids=lambda draw: draw.name)
def test_each_lane_of_a_daily_block_is_read_in_one_place(draw):
    """Four draws share a block of random numbers; each is read once."""
    assert len(uses()[draw.name]) == 1


@pytest.mark.parametrize("draw", [draw for draw in Draw if draw >= DAILY_DRAWS], ids=lambda draw: draw.name)
def test_each_later_draw_belongs_to_one_function(draw):
    """A block of its own for every kind of decision."""
    assert draw.name in SHARED or len(set(uses()[draw.name])) <= 1
