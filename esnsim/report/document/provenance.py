"""The parts of a report that say how it was found: the model's record, the scenario, versions and keys."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from pathlib import Path

from esnsim.evidence.fact import Family
from esnsim.evidence.finding import Verdict
from esnsim.experiments import Experiment
from esnsim.experiments.results.manifest import MANIFEST, reported
from esnsim.experiments.store.keys import organisation_of
from esnsim.names import listed
from esnsim.organisation import ImportReport
from esnsim.report.document.content import Grid, Section
from esnsim.scenario import dump
from esnsim.scenario.summary import summary

VERDICTS = "verdicts.csv"
HOLD = {verdict.value for verdict in Verdict if verdict.passes}
ORDER = {verdict.value: place for place, verdict in enumerate(reversed(Verdict))}
"""Places of verdicts, from what cannot be tested and what surely misses to what surely holds."""

REPRODUCES = (
    "The model reproduces {holding} of {known} facts about real networks that it is tested against, {surely} of them "
    "surely, with the whole 80 % interval; it does not reproduce {failed}. {others} facts more only verify what was "
    "built in."
)
IS_AND_IS_NOT = (
    "It is a model of behaviour, not a forecast: people read, react, write, answer, form habits and give up by rules "
    "taken from studies, with constants that are partly judgement. {covered} nor what the model leaves out: what is "
    "written, who likes whom, politics, other media, changes of the platform."
)
COVERS_RUNS = (
    "Its intervals cover random variation between runs in one organisation. They do not cover what is unknown about "
    "the constants ('esnsim sensitivity' shows which of them an answer depends on),"
)
COVERS_MODELS = (
    "Its intervals cover random variation and what is unknown about the constants, as far as plausible models differ "
    "('esnsim sensitivity' shows which of them an answer depends on). They do not cover what all of these models may "
    "have wrong,"
)
USE = "Use it to compare programmes and to find out what an answer depends on. Do not use it to promise a number."


@cache
def record() -> tuple[dict[str, str], ...]:
    """What the model makes of each fact at full size: id, family, statement, grade, verdict."""
    text = (resources.files("esnsim.evidence") / VERDICTS).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def record_told() -> str:
    """How many facts about real networks the model reproduces, and what it is for, in two sentences."""
    known = [each for each in record() if each["family"] != Family.VERIFICATION.value]
    holding = sum(each["verdict"] in HOLD for each in known)
    return (
        f"The model reproduces {holding} of {len(known)} facts about real networks that it is tested against; it "
        "compares programmes, and is no forecast."
    )


def trust(experiment: Experiment | None = None) -> Section:
    """What the model is and is not.

    Args:
        experiment: Whose intervals are meant; None for those of a sweep, which has one model.
    """
    known = [each for each in record() if each["family"] != Family.VERIFICATION.value]
    holding = [each for each in known if each["verdict"] in HOLD]
    failing = [each for each in known if each["verdict"] not in HOLD]
    rows = [
        [each["id"], each["verdict"], each["statement"], f"{each['grade']}, {each['family']}"]
        for each in sorted(record(), key=lambda each: ORDER.get(each["verdict"], -1))
    ]
    grid = Grid(
        "Facts about real networks put to the model as experiments, those it does not reproduce first. "
        "'esnsim validate' tries them again on your machine.",
        ["fact", "verdict", "statement", "evidence"],
        rows,
        words=4,
        folded=True,
    )
    failed = listed([each["id"] for each in failing]) or "none"
    reproduces = REPRODUCES.format(
        holding=len(holding),
        known=len(known),
        surely=sum(each["verdict"] == Verdict.SURELY_HOLDS.value for each in holding),
        failed=failed,
        others=len(record()) - len(known),
    )
    covered = COVERS_MODELS if experiment is not None and experiment.draws else COVERS_RUNS
    text = [reproduces, IS_AND_IS_NOT.format(covered=covered), USE]
    found = f"The model reproduces {len(holding)} of {len(known)} facts; it compares programmes, and is no forecast"
    return Section("trust", "What the model is and what it is not", text, grids=[grid], finding=found)


def files(report: ImportReport) -> Section:
    """What was made of imported files."""
    rows = [
        [each.severity, each.kind, each.what, f"{each.cases:,}", ", ".join(each.places)] for each in report.by_severity
    ]
    grid = Grid(
        "What was repaired, assumed, ignored and noted, how much depends on it, how often, and where first.",
        ["severity", "what became of it", "what was found", "cases", "first places"],
        rows,
        words=5,
    )
    read = [f"Read: {file}." for file in report.files]
    return Section("files", "What was made of the files", read, grids=[grid] if rows else [])


def question_section(experiment: Experiment) -> Section:
    """The scenario in words and as a file."""
    who, _ = organisation_of(experiment.scenario, Path())
    return Section(
        "scenario",
        "The scenario",
        ["In words, and in full with nothing left out: saved as a file it gives the same results, bit for bit."],
        said=summary(experiment.scenario, who),
        raw=dump(experiment.scenario),
        file="scenario.yaml",
    )


def provenance(experiment: Experiment, folder: Path | None, command: str) -> Section:
    """Versions and keys, the run's command and times, and the report's own."""
    return Section("provenance", "Where this comes from", raw=reported(experiment, folder, command), file=MANIFEST)
