"""Quick validation gives the verdicts that it gave: a change of one is a decision, and stands in the changelog."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from esnsim.evidence.facts import FACTS
from esnsim.evidence.validate import ValidationRequest, examine
from esnsim.report.document.verdicts import verdict_lines

GOLDEN = Path(__file__).with_name("verdicts.txt")


@pytest.mark.slow
def test_the_verdicts_are_what_they_were(accept, tmp_path):
    """Fact by fact, one line each."""
    judged = examine([ValidationRequest(FACTS)], tmp_path / "kept", workers=min(os.cpu_count() or 1, 8))[0]
    if accept:
        GOLDEN.write_text(verdict_lines(judged), encoding="utf-8")

    assert verdict_lines(judged) == GOLDEN.read_text("utf-8")
