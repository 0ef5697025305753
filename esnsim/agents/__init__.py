"""The Mesa face: people as `mesa.Agent` objects in a `mesa.Model`, for looking at them and for trying new behaviour.

An agent is a window onto one row: reading ``agent.habit`` reads the column, and nothing is kept twice. `EsnModel`
drives the very days that a batch run drives, so both give the same runs to the bit; see
`esnsim.simulation.simulate.Simulation`. Batch runs do without all of this.

ODD element: entities; process overview and scheduling.
"""

from esnsim.agents.model import EsnModel
from esnsim.agents.people import Ambassador, CommunityManager, Employee, Leader

__all__ = ["Ambassador", "CommunityManager", "Employee", "EsnModel", "Leader"]
