"""Who works with whom (F26)."""

from __future__ import annotations

from esnsim.evidence.fact import Band, Claim, Fact, Family, Grade, ObservedRuns, Test, Values
from esnsim.evidence.trials import ORGANISATION
from esnsim.organisation import describe


def _ties(runs: ObservedRuns) -> Values:
    described = describe(runs["organisation"].organisation)
    return {
        "within": described.within_unit,
        "density": described.density_ratio,
        "clustering": described.clustering,
        "steps": described.path_length,
    }


F26 = Fact(
    "F26",
    "Peers talk to peers: ties are concentrated in teams.",
    "C (Eu-core), [KLE08] VA",
    Grade.STRONG,
    (
        Test(
            ORGANISATION,
            _ties,
            (
                Claim("within", "ties inside units", Band(0.30, 0.55)),
                Claim("density", "density of ties inside units over across", Band(8.0, 15.0), "ratio"),
                Claim("clustering", "clustering", Band(0.3, 0.6), "number"),
                Claim("steps", "steps between two people", Band(2.0, 3.5), "number"),
            ),
        ),
    ),
    Family.VERIFICATION,
)
