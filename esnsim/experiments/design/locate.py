"""Where an experiment is written: beside a scenario in its own file, or in a file that names a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from esnsim.errors import Mistake, ScenarioError
from esnsim.experiments.design.options import Options, said_in_file
from esnsim.experiments.design.schema import ExperimentFile, ScenarioFile, read_section
from esnsim.nearby import near_files
from esnsim.scenario.load import EXPERIMENT, Draft, read_draft, take_out
from esnsim.scenario.reading.document import Document

SUFFIXES = (".experiment.yaml", ".experiment.yml")


def is_experiment(path: Path, content: dict[str, object]) -> bool:
    """Whether it is an experiment in a file of its own: by its name, or because it names a scenario."""
    return path.name.endswith(SUFFIXES) or "scenario" in content


class LocatedExperiment(NamedTuple):
    """What a file holds.

    Attributes:
        said: What it says of an experiment.
        draft: The scenario, without that.
        scenario_file: File of the scenario.
        mistakes: What is wrong with what it says of an experiment.
    """

    said: Options
    draft: Draft
    scenario_file: Path
    mistakes: list[Mistake]


def locate(path: Path) -> LocatedExperiment:
    """What a file says of an experiment, and the scenario it says it of.

    Raises:
        ScenarioError: If the file, or the scenario it names, cannot be read.
    """
    draft = read_draft(path)
    document = draft.document
    if is_experiment(path, document.content):
        own, mistakes = read_section(ExperimentFile, document, document.content)
        said = said_in_file(own, document, (), path.parent) if own else Options()
        return LocatedExperiment(said, *_scenario_beside(path, document, mistakes), mistakes)
    if EXPERIMENT not in document.content:
        return LocatedExperiment(Options(), draft, path, [])
    whole, mistakes = read_section(ScenarioFile, document, {EXPERIMENT: document.content[EXPERIMENT]})
    said = said_in_file(whole.experiment, document, (EXPERIMENT,), path.parent) if whole else Options()
    take_out(document, EXPERIMENT)
    return LocatedExperiment(said, draft, path, mistakes)


def _scenario_beside(path: Path, document: Document, mistakes: list[Mistake]) -> tuple[Draft, Path]:
    """The scenario an experiment names.

    Raises:
        ScenarioError: If it cannot be read, with what is wrong with the experiment.
    """
    named = document.content.get("scenario")
    if not isinstance(named, str) or not named:
        raise ScenarioError(mistakes)
    file = path.parent / named
    if not file.is_file():
        message = f"scenario is '{named}'; there is no such file in {path.parent.as_posix()}{near_files(file)}"
        raise ScenarioError([*mistakes, Mistake(document.place(("scenario",)), message)])
    try:
        draft = read_draft(file)
    except ScenarioError as error:
        raise ScenarioError([*mistakes, *error.mistakes]) from None
    take_out(draft.document, EXPERIMENT)
    return draft, file
