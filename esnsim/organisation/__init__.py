"""Who is there: organisations generated from a short specification or imported from files."""

from esnsim.calendar import WORKDAYS_A_YEAR
from esnsim.organisation.build import build
from esnsim.organisation.cleaned import CleanedFile, cleaned_file
from esnsim.organisation.describe import Characteristic, Description, describe
from esnsim.organisation.generating.generate import generate
from esnsim.organisation.hierarchy import Needs
from esnsim.organisation.importing.findings import FindingKind, ImportFinding, ImportReport, Severity
from esnsim.organisation.importing.read import read
from esnsim.organisation.levels_and_spans import LevelShape, levels_and_spans
from esnsim.organisation.model import AGE_BANDS, Attribute, Organisation
from esnsim.organisation.pinned import pinned, scenario_lines
from esnsim.organisation.specification import Generate, Import, Specification
from esnsim.organisation.store import load_organisation, organisation_digest, save_organisation

__all__ = [
    "AGE_BANDS",
    "WORKDAYS_A_YEAR",
    "Attribute",
    "Characteristic",
    "CleanedFile",
    "Description",
    "FindingKind",
    "Generate",
    "Import",
    "ImportFinding",
    "ImportReport",
    "LevelShape",
    "Needs",
    "Organisation",
    "Severity",
    "Specification",
    "build",
    "cleaned_file",
    "describe",
    "generate",
    "levels_and_spans",
    "load_organisation",
    "organisation_digest",
    "pinned",
    "read",
    "save_organisation",
    "scenario_lines",
]
