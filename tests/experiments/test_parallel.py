"""Any work in several processes: answers come, errors are told, and no process is left behind."""

from __future__ import annotations

import math
import multiprocessing
import os
import time
from contextlib import closing

import pytest

from esnsim.errors import RunError
from esnsim.experiments.execution.parallel import answered

LONG = 600.0
"""Seconds that nobody waits for."""


def test_answers_do_not_depend_on_the_number_of_workers():
    """Each item with its own; the order may differ."""
    numbers = [4.0, 9.0, 16.0]

    assert list(answered(math.sqrt, numbers)) == [(4.0, 2.0), (9.0, 3.0), (16.0, 4.0)]
    assert sorted(answered(math.sqrt, numbers, workers=2)) == list(answered(math.sqrt, numbers))
    assert list(answered(math.sqrt, [], workers=2)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_what_goes_wrong_is_raised_where_the_answers_are_read(workers):
    """As the function raised it."""
    with pytest.raises(ValueError, match="math domain"):
        list(answered(math.sqrt, [1.0, -1.0, 1.0], workers))


def test_a_dead_worker_is_told():
    """With what can be done about it."""
    with pytest.raises(RunError, match="fewer workers"):
        list(answered(os._exit, [3, 3, 3], workers=2))


def test_closed_early_no_process_goes_on():
    """Those that would work for ten minutes are ended at once."""
    began = time.monotonic()
    with closing(answered(time.sleep, [0.0, LONG, LONG], workers=2)) as finished:
        assert next(finished) == (0.0, None)

    assert time.monotonic() - began < LONG / 2
    assert multiprocessing.active_children() == []
