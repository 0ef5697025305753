"""Runs looked at person by person, for pictures and reports that say who moved."""

from esnsim.analysis.person_level.branches import Branches, branches_of
from esnsim.analysis.person_level.gallery import Gallery, gallery_of
from esnsim.analysis.person_level.portrait import REACHED, LadderPlace, Portrait, portray

__all__ = ["REACHED", "Branches", "Gallery", "LadderPlace", "Portrait", "branches_of", "gallery_of", "portray"]
