"""The facts: one file a family; each fact is a function that measures it, and its entry here.

To add one: write what one replicate of a trial says as a function, say statement, source and bands beside it, and
list it in `FACTS`.
"""

from esnsim.evidence.fact import Fact
from esnsim.evidence.facts.answers import F21
from esnsim.evidence.facts.attention import ATTENTION
from esnsim.evidence.facts.communities import F07, F14, F27
from esnsim.evidence.facts.critical_mass import F25
from esnsim.evidence.facts.deployments import F01
from esnsim.evidence.facts.feedback import F15, F17, F18
from esnsim.evidence.facts.hierarchy import CP1, CP2, F24
from esnsim.evidence.facts.incentives import F09, F20
from esnsim.evidence.facts.inequality import F06
from esnsim.evidence.facts.influence import F22, F23
from esnsim.evidence.facts.ladder import F02, F04, F05, F08
from esnsim.evidence.facts.lags import CP3
from esnsim.evidence.facts.launch import F10, F11, F12, F13
from esnsim.evidence.facts.leaders import F32
from esnsim.evidence.facts.motives import FT1, FT2, FT3, FT4, FT5, FT6
from esnsim.evidence.facts.new_ties import F33
from esnsim.evidence.facts.organisation import F26
from esnsim.evidence.facts.people import F29, F30, F31
from esnsim.evidence.facts.rivals import CP4

FACTS: tuple[Fact, ...] = (
    F01,
    F02,
    F04,
    F05,
    F06,
    F07,
    F08,
    F09,
    F10,
    F11,
    F12,
    F13,
    F14,
    F15,
    F17,
    F18,
    F20,
    F21,
    F22,
    F23,
    F24,
    F25,
    F26,
    F27,
    F29,
    F30,
    F31,
    F32,
    F33,
    FT1,
    FT2,
    FT3,
    FT4,
    FT5,
    FT6,
    CP1,
    CP2,
    CP3,
    CP4,
    *ATTENTION,
)
"""Every fact, in the order of its id within its family."""
