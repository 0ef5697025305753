"""A run is packed small and comes back to the last bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from small_questions import made_up_run

from esnsim.experiments.store.codec import WIDTHS, pack, series, unpack
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Writers
from tests.strategies import FEW

EDGES = [sign * 2**power + near for power in (0, 7, 15, 31, 62) for near in (-1, 0, 1) for sign in (-1, 1)]
LONGS = st.one_of(st.sampled_from([*EDGES, 2**63 - 1, -(2**63)]), st.integers(-(2**63), 2**63 - 1))


def records(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[np.ndarray]:
    """Records of some days; most of their numbers are the same."""
    days = st.integers(1, 12)
    return days.flatmap(lambda rows: arrays(np.int64, (rows, len(Measure)), elements=numbers, fill=numbers))


@given(records(LONGS))
@settings(FEW, max_examples=100)
def test_any_record_comes_back(record):
    """Even where differences from day to day are beyond 64 bits."""
    run = replace(made_up_run("none", 3, 1), record=record)
    packed = pack(run, "key")
    unpacked = unpack(packed, "another name", 4)

    assert unpacked.record.tolist() == record.tolist()
    assert unpacked.record.dtype == np.int64
    assert (unpacked.programme, unpacked.replicate) == ("another name", 4)
    assert replace(unpacked, programme="none", replicate=3, record=record) == run


@given(records(st.one_of(st.sampled_from([each for each in EDGES if abs(each) < 2**33]), st.integers(-9, 9))))
@settings(FEW, max_examples=100)
def test_numbers_are_as_narrow_as_they_can_be(record):
    """No width below the one that was chosen holds every difference."""
    packed = pack(replace(made_up_run("none", 0, 1), record=record), "key")
    steps = np.diff(record, axis=0, prepend=0)

    def fits(width: int) -> bool:
        known = np.iinfo(f"i{width}")
        return bool(steps.min() >= known.min and steps.max() <= known.max)

    assert packed.width == min(width for width in WIDTHS if fits(width))


@given(records(LONGS), st.lists(st.sampled_from(list(Measure)), min_size=1, max_size=4))
@settings(FEW, max_examples=100)
def test_a_series_is_a_column_of_the_record(record, measures):
    """Whatever measures are wanted, in their order."""
    packed = pack(replace(made_up_run("none", 0, 1), record=record), "key")

    assert series(packed, tuple(measures), len(record) - 1).tolist() == record[:, measures].T.tolist()


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
@settings(FEW, max_examples=50)
def test_who_writes_at_the_end_comes_back(people):
    """However many positions there are: they are kept eight to a byte."""
    writers = Writers(*(np.array(flags, bool) for flags in zip(*people, strict=True)))
    unpacked = unpack(pack(replace(made_up_run("none", 0, 1), writers=writers), "key"), "none", 0)

    assert unpacked.writers is not None
    assert [each.tolist() for each in unpacked.writers] == [each.tolist() for each in writers]


def test_a_run_that_was_kept_without_it_says_so():
    assert unpack(pack(made_up_run("none", 0, 1), "key"), "none", 0).writers is None
