"""Small files of the shapes that products deliver, about people who do not exist."""

from __future__ import annotations

from pathlib import Path

from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.assessment import assess as assess_usage
from esnsim.usage.files.moments import iso
from esnsim.usage.parsing.format import SaidOfFiles

FOLDER = Path(__file__).parent / "samples"
SAMPLES = sorted(FOLDER.iterdir())


def sample(name: str, **asked: object) -> Assessment:
    """What one of the samples says."""
    return assess_usage([FOLDER / name], asked=SaidOfFiles(**asked))


def weeks(found: Assessment, *words: str) -> dict[str, dict[str, int | None]]:
    """Weeks in which anything happened."""
    told = {iso(week.span.first): {word: week.counts.get(word) for word in words} for week in found.weeks}
    return {first: counts for first, counts in told.items() if any(counts.values())}


def window(found: Assessment) -> str:
    """First and last day of the ladder's window."""
    assert found.ladder.window is not None
    return f"{iso(found.ladder.window.first)} to {iso(found.ladder.window.last)}"


def rungs(found: Assessment) -> dict[str, int | None]:
    """People by rung."""
    return {rung: count.people for rung, count in found.ladder.rungs.items()}
