"""Where a plan tips: critical mass, two states or one, and whether anything warns before it.

A scenario's starting state holds still, because constants that nobody can observe were solved for so that it does. Had
they been solved for another start, that one would hold still too, and nothing would ever tip. So the constants stay
those of the scenario, solved once, and runs begin from other states.
"""

from __future__ import annotations

from esnsim.analysis.tipping.answer import Tipping, analyse
from esnsim.analysis.tipping.runs import TippingRuns
from esnsim.analysis.tipping.study import tipping

__all__ = ["Tipping", "TippingRuns", "analyse", "tipping"]
