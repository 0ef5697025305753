"""A pilot in some units: how many units and weeks it takes to see what a programme does, by simulating its analysis."""

from esnsim.analysis.piloting.power import PilotPower
from esnsim.analysis.piloting.study import PilotAnswer, PilotQuestion, pilot_study

__all__ = ["PilotAnswer", "PilotPower", "PilotQuestion", "pilot_study"]
