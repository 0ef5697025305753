"""How the places are drawn in which people stand.

Blue for those who come, darker the more they do; amber for those who have gone; grey for those who never came.

ODD element: observation.
"""

from __future__ import annotations

from esnsim.analysis.person_level import Place
from esnsim.analysis.person_level.tables import LEFT
from esnsim.report.style import Look

COLOURS = {
    Place.NO_ACCOUNT: "#E6E6E6",
    Place.NEVER_CAME: "#C4C4C4",
    Place.LAPSED: "#D98200",
    Place.AWAY: "#F2C67A",
    Place.READS: "#B5D6EC",
    Place.REACTS: "#6AAEDB",
    Place.WRITES: "#0072B2",
    Place.WRITES_REGULARLY: "#003A5C",
}
"""Told apart by brightness alone within the blues, and by hue with any common colour blindness."""
NAMES = {
    Place.NO_ACCOUNT: "no account",
    Place.NEVER_CAME: "never came",
    Place.LAPSED: "lapsed: 56 days away",
    Place.AWAY: "28 to 56 days away",
    Place.READS: "reads only",
    Place.REACTS: "reacts",
    Place.WRITES: "writes",
    Place.WRITES_REGULARLY: "writes more than twice",
}
SHORT = NAMES | {Place.LAPSED: "lapsed", Place.AWAY: "away", Place.WRITES_REGULARLY: "regular"}
GONE = "#7A7A7A"
WINDOW = "reads, reacts, writes: in the last 28 days"


def place_looks() -> dict[str, Look]:
    """How each place is drawn, by its name, from the top."""
    return {NAMES[place]: Look(COLOURS[place], "-") for place in reversed(Place)}


def colour_of(name: str) -> str:
    """The colour of a place by the name it has in tables."""
    return GONE if name == LEFT else COLOURS[Place[name.upper()]]


def called(name: str) -> str:
    """What a place is called in a picture, by the name it has in tables."""
    return "left" if name == LEFT else SHORT[Place[name.upper()]]
