"""What programmes did: which interventions began, and which never did although they were waited for."""

from __future__ import annotations

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import counted, in_words
from esnsim.experiments.results.folder import interventions
from esnsim.interventions.moments import span_text


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
            runs = counted(len(experiment.runs_of(programme)), "replicate")
            found.append(
                f"'{in_words(one.name or one.kind)}' of '{programme}' never began: it waited for {waited}{later}, "
                f"which did not come about in any of {runs}"
            )
    return found
