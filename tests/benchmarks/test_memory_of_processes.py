"""What is measured of a process's memory cannot be what another one had."""

import pytest

from benchmarks import processes
from benchmarks.settings import own_peak


def test_a_peak_below_the_tables_is_no_measurement(monkeypatch):
    """As when a child is told the peak of its parent: it did not grow at all."""
    monkeypatch.setattr(processes, "born", lambda people, _days: (5e8, 1e3 * people, 1.0, 1.0))

    with pytest.raises(RuntimeError, match=r"0 B a person cannot hold tables of 1,000 B"):
        processes.memory(36_000, 100_000)


def test_growth_is_held_against_all_tables(monkeypatch):
    monkeypatch.setattr(processes, "born", lambda people, _days: (5e8 + 2e3 * people, 1e3 * people, 1.0, 1.0))

    assert processes.memory(36_000, 100_000).value == pytest.approx(2.0)


def test_the_peak_of_a_process_is_its_own():
    before = own_peak()
    kept = bytearray(b"x" * 64 * 2**20)

    assert own_peak() >= before
    assert own_peak() > len(kept)
