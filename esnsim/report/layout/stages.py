"""How the places on the ladder are drawn.

Blue for those who come, darker the more they do; amber for those who have gone; grey for those who never came.

ODD element: observation.
"""

from __future__ import annotations

from esnsim.analysis.person_level import LadderPlace
from esnsim.analysis.person_level.tables import LEFT
from esnsim.report.style import Look

COLOURS = {
    LadderPlace.NO_ACCOUNT: "#E6E6E6",
    LadderPlace.NEVER_CAME: "#C4C4C4",
    LadderPlace.LAPSED: "#D98200",
    LadderPlace.AWAY: "#F2C67A",
    LadderPlace.READS: "#B5D6EC",
    LadderPlace.REACTS: "#6AAEDB",
    LadderPlace.WRITES: "#0072B2",
    LadderPlace.WRITES_REGULARLY: "#003A5C",
}
"""Distinguished by brightness alone within the blues, and by hue with any common colour blindness."""
NAMES = {
    LadderPlace.NO_ACCOUNT: "no account",
    LadderPlace.NEVER_CAME: "never came",
    LadderPlace.LAPSED: "lapsed: 56 days away",
    LadderPlace.AWAY: "28 to 56 days away",
    LadderPlace.READS: "reads only",
    LadderPlace.REACTS: "reacts",
    LadderPlace.WRITES: "writes",
    LadderPlace.WRITES_REGULARLY: "writes more than twice",
}
SHORT = NAMES | {LadderPlace.LAPSED: "lapsed", LadderPlace.AWAY: "away", LadderPlace.WRITES_REGULARLY: "regular"}
GONE = "#7A7A7A"
WINDOW = "reads, reacts, writes: in the last 28 days"


def place_looks() -> dict[str, Look]:
    """How each place is drawn, by its name, from the top."""
    return {NAMES[place]: Look(COLOURS[place], "-") for place in reversed(LadderPlace)}


def colour_of(name: str) -> str:
    """The colour of a place by the name it has in tables."""
    return GONE if name == LEFT else COLOURS[LadderPlace[name.upper()]]


def called(name: str) -> str:
    """What a place is called in a picture, by the name it has in tables."""
    return "left" if name == LEFT else SHORT[LadderPlace[name.upper()]]
