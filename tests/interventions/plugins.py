"""A package of somebody else's with an intervention of its own, as pip would install it."""

from __future__ import annotations

from pathlib import Path

LUNCHES = '''"""Lunches with a colleague who uses the network."""

from typing import ClassVar, Literal

from pydantic import Field

from esnsim.interventions import Kind, Progress, Pull, Scene


class Lunches(Kind):
    """Lunches with a user."""

    meaning: ClassVar[str] = "People have lunch with a colleague who shows them what the network is good for."
    source: ClassVar[str] = "judgement"

    kind: Literal["lunches"] = Field("lunches", description="lunches with a user")
    enrolment: float = Field(0.05, ge=0, le=1, description="hazard to begin, per workday")

    def pull(self, scene: Scene, progress: Progress, levers: Pull) -> None:
        """Whoever is reached may begin."""
        levers.add("hear", progress.holders(scene), self.dose * self.enrolment)
'''
SCENARIO = """name: Canteen
question: Do lunches with users help?
start: 2026-01-05
weeks: 6
replicates: 2
organisation:
  generate: {people: 60}
programmes:
  none: []
  lunches:
    - {kind: lunches, start: week 2}
"""


def install(folder: Path, code: str = LUNCHES) -> Path:
    """Put the package where Python finds it, with the entry point that pip would write; the folder for the path."""
    package = folder / "canteen"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text('"""What a canteen can do."""\n')
    (package / "lunches.py").write_text(code)
    known = folder / "canteen-1.0.dist-info"
    known.mkdir(exist_ok=True)
    (known / "METADATA").write_text("Metadata-Version: 2.1\nName: canteen\nVersion: 1.0\n")
    (known / "entry_points.txt").write_text("[esnsim.interventions]\nlunches = canteen.lunches:Lunches\n")
    return folder
