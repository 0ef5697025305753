"""A whole report: what was asked, what came out, how sure that is and how it was found, as a page, a text or slides."""

from esnsim.report.document.content import Briefing, Grid, Picture, Section
from esnsim.report.document.sections import briefing
from esnsim.report.document.write import FORMATS, Format, write_briefing

__all__ = ["FORMATS", "Briefing", "Format", "Grid", "Picture", "Section", "briefing", "write_briefing"]
