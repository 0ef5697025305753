"""Who is there: organisations generated from a short specification or imported from files."""

from esnsim.organisation.describe import Description, Measure, describe
from esnsim.organisation.generate import generate
from esnsim.organisation.model import AGE_BANDS, WORKDAYS_A_YEAR, Attribute, Organisation
from esnsim.organisation.specification import Generate, Import, Specification

__all__ = [
    "AGE_BANDS",
    "WORKDAYS_A_YEAR",
    "Attribute",
    "Description",
    "Generate",
    "Import",
    "Measure",
    "Organisation",
    "Specification",
    "describe",
    "generate",
]
