"""Sentences that were not so stay away: in the package, the pages and the scenarios."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from esnsim.analysis.sensitivity.question import declared
from esnsim.errors import MissingExtraError
from esnsim.evidence.fact import Family
from esnsim.evidence.finding import Verdict
from esnsim.odd import describe_model
from esnsim.odd.tables import member_meanings
from esnsim.report.document.provenance import record
from esnsim.simulation.record import Measure
from esnsim.state import Aggregates, Counters
from tests.contracts.paths import PACKAGE, ROOT

PAGES = (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md"))
OF_TODAY = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "tutorials").glob("*.md"))
SOURCES = ROOT / "docs" / "sources.md"


def texts() -> Iterator[tuple[Path, str]]:
    """Everything that a user may read, each text on one line."""
    scenarios = (ROOT / "scenarios").rglob("*.yaml")
    for path in (*PAGES, *PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.md"), *scenarios):
        yield path, " ".join(path.read_text(encoding="utf-8").split())


def saying(pattern: str) -> list[str]:
    """Files in which something is said."""
    return [str(path.relative_to(ROOT)) for path, text in texts() if re.search(pattern, text, re.IGNORECASE)]


def test_nobody_is_told_to_install_a_name_that_is_not_published():
    """A stranger could register it; what is installed is a copy of the repository."""
    assert saying(r"pip install (-\S+ )*['\"]?esnsim") == []
    assert "pip install '.[app]' in a copy of the repository" in str(MissingExtraError("the workshop app", "app"))


def test_it_is_said_which_public_records_there_are():
    """Who joined and who wrote is on record for some companies, who reads for none."""
    assert saying(r"no public record of (activity in )?a real enterprise network exists") == []
    for page in ("README.md", "docs/facts.md", "docs/reality.md"):
        text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
        assert all(word in text for word in ("who joined", "CERN", "who wrote", "who reads")), page
    assert "6319684" in SOURCES.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [page for page in OF_TODAY if page != SOURCES], ids=lambda page: page.name)
def test_products_of_today_have_their_names_of_today(page: Path):
    """Workplace is closed, and Yammer has another name."""
    text = page.read_text(encoding="utf-8")

    assert not re.search(r"\bWorkplace\b|Totara Social", text)
    assert text.count("Yammer") == text.count("formerly Yammer")


@pytest.mark.parametrize("listed", [Aggregates, Counters, Measure])
def test_a_meaning_in_a_list_points_to_no_neighbour(listed):
    """Rows are numbered as they came to be, so that "the same" would be the same as something else."""
    told = member_meanings(listed)

    assert [name for name, meaning in told.items() if meaning.startswith(("The same", "Likewise"))] == []
    assert all(" ".join(meaning.split()) in describe_model() for meaning in told.values())


def test_constants_are_as_many_as_is_said():
    """The guide to sensitivity counts them."""
    guide = " ".join((ROOT / "docs" / "sensitivity.md").read_text(encoding="utf-8").split())

    assert f"The model has {len(declared())} constants that change results, those of interventions included." in guide


def test_facts_are_as_many_as_facilitators_say():
    """Who leads a class quotes how many facts hold, and how many of them surely."""
    guide = " ".join((ROOT / "docs" / "workshop" / "facilitator.md").read_text(encoding="utf-8").split())
    told = re.search(r"\((\d+) of (\d+) at full size, (\d+) of them surely", guide)
    known = [each["verdict"] for each in record() if each["family"] == Family.VALIDATION.value]
    holding = [each for each in known if each in (Verdict.SURELY_HOLDS.value, Verdict.HOLDS.value)]

    assert told
    assert (int(told[1]), int(told[2])) == (len(holding), len(known))
    assert told[3] == str(known.count(Verdict.SURELY_HOLDS.value))
