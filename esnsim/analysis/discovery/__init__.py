"""Scenario discovery: under which conditions does a plan fail?

The question is asked of the runs of a sweep, a table with one row a run; nothing is simulated here.
"""

from __future__ import annotations

from esnsim.analysis.discovery.boxes import Box, Restriction
from esnsim.analysis.discovery.discover import Discovery, discover

__all__ = ["Box", "Discovery", "Restriction", "discover"]
