"""What the intervals of an experiment cover and what they do not."""

from __future__ import annotations

from pathlib import PurePath

from esnsim.experiments import Experiment
from esnsim.experiments.estimates.bands import least_for
from esnsim.experiments.estimates.interval import FEW_RUNS, LEAST_RUNS
from esnsim.experiments.results.models import LEAST_FOR_PARTS, first_runs
from esnsim.report.text.answers import COVERAGE, PAIR, held_by_models, ranked_by_contributors
from esnsim.scenario.model import ModelsFile

COVERS = (
    "Differences are means over replicates. The intervals cover random variation between runs in this one organisation "
    "with these constants; they do not cover how uncertain the constants are, nor how other organisations differ."
)
FEW = f"With fewer than {FEW_RUNS} replicates, intervals of skewed outcomes may hold less often than they say."
TOO_FEW = (
    f"With fewer than {LEAST_RUNS} replicates there is no interval: how much random variation alone would do is next "
    "to unknown."
)
CONTESTED = (
    "How far staff follow what leaders do is contested: some find much [SW-CEO], others nothing [WAN13]. With "
    "manager_pull, manager_effect, top_effect and trust_example at 0, a run shows the least that leaders may do."
)
ONE_RUN = "With one replicate there is no interval: how much random variation alone would do is not known."
TENS = 10


def caveat(experiment: Experiment) -> str:
    """What the intervals cover and what they do not, and what an effect of leaders rests on."""
    covered = _covered_by_models(experiment) if experiment.draws else _covered(experiment.scenario.replicates)
    kinds = {one.kind for programme in experiment.scenario.programmes.values() for one in programme}
    return f"{covered} {CONTESTED}" if "leader_presence" in kinds else covered


def interval_words(experiment: Experiment) -> str:
    """What the interval beside an effect is, in the words of a caption."""
    if not experiment.draws:
        if experiment.scenario.replicates < LEAST_RUNS:
            return f"mean of replicates, without an interval, for which {LEAST_RUNS} are needed"
        return "mean of replicates with its 80 % interval (random variation alone)"
    models = len(first_runs(experiment.draws))
    if models < LEAST_RUNS:
        return f"mean of models, without an interval, for which {LEAST_RUNS} are needed"
    return f"mean of models, and between which values {held_by_models(models)} lie"


def _covered_by_models(experiment: Experiment) -> str:
    """What the intervals are made of where each replicate draws a plausible model."""
    models = len(first_runs(experiment.draws))
    drawn = "and organisation " if experiment.scenario.organisation.generate is not None else ""
    own = experiment.scenario.uncertainty
    source = f"of {PurePath(own.members).name}" if isinstance(own, ModelsFile) else "'esnsim ensemble'"
    counted = "1 model" if models == 1 else f"{models:,} models"
    said = (
        f"Each replicate draws a plausible model {drawn}({source}): {counted}. Differences are means over "
        f"models{_intervals(models)}"
    )
    if models < LEAST_RUNS:
        return said
    best = ranked_by_contributors(experiment)[0]
    if not best.parts.is_known:
        parts = "how much of such a width is constants, organisation and random variation"
        return f"{said} {LEAST_FOR_PARTS} replicates would tell roughly {parts}."
    shares = zip(("parameters", "organisation", "random variation"), best.parts, strict=True)
    parts = ", ".join(f"{name} {TENS * round(TENS * share)} %" for name, share in shares)
    return f"{said} Of the variance behind the interval of contributors with '{best.programme}', roughly: {parts}."


def _intervals(models: int) -> str:
    """What intervals over so many models hold, as the end of a sentence."""
    if models < LEAST_RUNS:
        return f"; fewer than {LEAST_RUNS} models give no interval."
    random = "random variation included"
    if models < least_for(COVERAGE):
        share = 100.0 * (models - 1) / (models + 1)
        return f", and intervals hold all {models}, {random}: about {share:.0f} % of all possible ones."
    return f", and intervals are where {100.0 * COVERAGE:.0f} % of single models lie, {random}."


def _covered(replicates: int) -> str:
    """What intervals over so many replicates cover."""
    if replicates < LEAST_RUNS:
        return ONE_RUN if replicates < PAIR else TOO_FEW
    return COVERS if replicates >= FEW_RUNS else f"{COVERS} {FEW}"
