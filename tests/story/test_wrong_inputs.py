"""A small share of the mutated inputs that ``python -m benchmarks.mutations`` tries by the thousand."""

import sys

import pytest

COUNT = 200

if sys.platform == "win32":
    pytest.skip("memory cannot be bounded there", allow_module_level=True)

from benchmarks.mutations import KINDS, Failure, cases, failures, tried  # noqa: E402


def test_mutated_inputs_are_understood_or_refused_in_words():
    """None ends in a traceback, hangs, or takes its process with it."""
    assert list(failures(cases(COUNT, 1_000_000, list(KINDS)))) == []


def test_a_case_is_the_same_whenever_it_is_tried(tmp_path):
    """So that what is told by kind and seed can be looked at."""
    assert [tried(kind, seed, tmp_path) for kind, seed in cases(8, 5, list(KINDS))] == [""] * 8


def test_what_ends_otherwise_is_told(monkeypatch, tmp_path):
    def stumble(dice, folder):  # noqa: ARG001
        raise TypeError("on purpose")

    monkeypatch.setitem(KINDS, "tables", stumble)

    assert tried("tables", 3, tmp_path).startswith("TypeError: 'on purpose'")


def test_a_case_without_an_end_is_told(monkeypatch):
    """Whoever hangs is ended, and the others go on."""

    class Still:
        def __init__(self):
            self.process = self

        def ask(self, kind, seed, seconds):  # noqa: ARG002
            return None if seed == 1 else ""

        def is_alive(self):
            return True

        def stop(self):
            pass

    monkeypatch.setattr("benchmarks.mutations.Worker", Still)

    assert list(failures(cases(3, 0, ["tables"]), 7)) == [Failure("tables", 1, "no end within 7 s")]
