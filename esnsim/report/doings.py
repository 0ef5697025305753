"""What programmes did: which interventions began, and which never did although they were waited for."""

from __future__ import annotations

import re

from esnsim.experiments import Experiment
from esnsim.experiments.folder import interventions
from esnsim.interventions import KINDS
from esnsim.interventions.workdays import span_text
from esnsim.report.provenance import counted
from esnsim.scenario.expectations import kind_word

KIND_WORDS = frozenset(kind_word(kind) for kind in KINDS)


def in_words(name: str) -> str:
    """An intervention's name as a person says it: a name that is only its kind's has no underscores."""
    found = re.fullmatch(r"(\w+?)( \d+)?", name)
    return name.replace("_", " ") if found and found[1] in KIND_WORDS else name


def never_began(experiment: Experiment) -> list[str]:
    """A sentence for each intervention that waited for something which did not happen in any replicate."""
    table = interventions(experiment)
    idle = {(row.programme, row.intervention) for row in table.itertuples() if not row.began}
    found = []
    for programme in experiment.programmes:
        for one in experiment.scenario.programme(programme):
            if one.start.when is None or (programme, one.name) not in idle:
                continue
            waited = f"'{one.start.when.written()}' for {span_text(one.start.for_)}"
            later = f" and {span_text(one.lead_time)} more" if one.lead_time else ""
            lives = counted(len(experiment.runs_of(programme)), "replicate")
            found.append(
                f"'{in_words(one.name or one.kind)}' of '{programme}' never began: it waited for {waited}{later}, "
                f"which did not come about in any of {lives}"
            )
    return found
