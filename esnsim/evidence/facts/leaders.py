"""Leaders who are present (F32)."""

from __future__ import annotations

from collections.abc import Mapping

from esnsim.calendar import WEEKS_A_YEAR
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Test, Values
from esnsim.evidence.trial import Arm, Intervention, Sized, Trial, arm
from esnsim.evidence.trials import SETTLED
from esnsim.simulation.record import Measure

MESSAGES = 3.75
"""Messages a leader and week, the cadence that is usual: 2 to 5 replies and 0.5 to 1 post [SW-CEO]."""


def _presence(people: int, _seed: int) -> Mapping[str, Arm]:
    cadences = {
        "present": {},
        "replying": {"replies_per_week": MESSAGES * 12 / 13, "posts_per_week": MESSAGES / 13},
        "broadcasting": {"replies_per_week": 0.0, "posts_per_week": MESSAGES},
    }
    leaders = {"kind": "leader_presence", "audience": {"level_at_most": 2}, "start": "week 1"}
    presence: dict[str, list[Intervention]] = {name: [{**leaders, **cadence}] for name, cadence in cadences.items()}
    return {
        name: arm(people, programme, WEEKS_A_YEAR, initial=SETTLED, closely=False)
        for name, programme in {"none": [], **presence}.items()
    }


PRESENCE = Trial(
    "leaders",
    "On a settled network leaders of the top three levels are present for a year: as usual, with twelve replies to a "
    "post, or with posts alone and as many messages; or they are not.",
    Sized(1500, 3000),
    Sized(5, 40),
    _presence,
)


def _added(runs: ObservedRuns) -> Values:
    """Interactive people over half a year, by which the source counts them, added at the end of the year."""
    acts = {name: run.at(Measure.HALF_YEAR_INTERACTIVE, WEEKS_A_YEAR) for name, run in runs.items()}
    return {
        "present": acts["present"] - acts["none"],
        "replying": acts["replying"] - acts["broadcasting"],
    }


F32 = Fact(
    "F32",
    "Where leaders are present, more take part.",
    "[SW-CEO] VT; C",
    Grade.STRONG,
    (
        Test(
            PRESENCE,
            _added,
            (
                Claim("present", "interactive in 26 weeks, added by present leaders", Band(0.05, 0.12), "points"),
                Claim(
                    "replying",
                    "interactive in 26 weeks, leaders who reply over leaders who broadcast",
                    Band(0.0, scale=0.07, strict=True),
                    "points",
                ),
            ),
        ),
    ),
)
