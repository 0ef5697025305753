"""What is asked: scenario files, read with every mistake named at its line, and written out in full."""

from esnsim.scenario.audiences import check_audiences
from esnsim.scenario.doubts import doubts
from esnsim.scenario.hierarchy import needs_of
from esnsim.scenario.load import load
from esnsim.scenario.model import Scenario
from esnsim.scenario.resolve import digest, dump, resolve
from esnsim.scenario.schema import schema
from esnsim.scenario.shipped import file_of, shipped
from esnsim.scenario.starter import Planned, Wanted, made_to_wish, starter
from esnsim.scenario.summary import summary

__all__ = [
    "Planned",
    "Scenario",
    "Wanted",
    "check_audiences",
    "digest",
    "doubts",
    "dump",
    "file_of",
    "load",
    "made_to_wish",
    "needs_of",
    "resolve",
    "schema",
    "shipped",
    "starter",
    "summary",
]
