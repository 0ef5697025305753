"""An experiment's answers as one document of plain values, for other programs."""

from __future__ import annotations

import math
from typing import Any

from esnsim.experiments import Experiment
from esnsim.experiments.results.claims import JudgedClaim, goal_reached
from esnsim.experiments.results.costs import gains
from esnsim.experiments.results.folder import interventions, paired
from esnsim.experiments.results.knowing import when_known
from esnsim.experiments.results.manifest import imported, installed
from esnsim.report.text.answers import best_sentence
from esnsim.report.text.caveat import caveat
from esnsim.report.text.deciding.limits import over_limits
from esnsim.report.text.decision import DecisionRow, decision
from esnsim.report.text.notes import notes


def answer_document(experiment: Experiment) -> dict[str, Any]:
    """What was asked and what came out; shares of headcount are 0 to 1, what is not known is None."""
    scenario = experiment.scenario
    return {
        "esnsim": installed()["esnsim"],
        "scenario": scenario.name,
        "question": scenario.question,
        "start": scenario.start.isoformat(),
        "weeks": scenario.weeks,
        "seed": scenario.seed,
        "replicates": scenario.replicates,
        "people": experiment.beginning.people,
        "reached_at_start": experiment.beginning.reached._asdict(),
        "baseline": scenario.baseline,
        "programmes": list(experiment.programmes),
        "runs": len(experiment.runs),
        "runs_reused": experiment.computation.reused,
        "ladder": _rows(experiment.ladder()),
        "decision": [_decided(each) for each in decision(experiment)] if experiment.others else [],
        "differences": _rows(paired(experiment)),
        "interventions": _rows(interventions(experiment)),
        "worth": [each._asdict() | {"rests_on": each.rests_on._asdict()} for each in gains(experiment)],
        "involved": dict(experiment.about.involved),
        **imported(experiment.about.imported),
        "over_limits": over_limits(scenario, [(row.programme, row.money, row.hours) for row in decision(experiment)])
        if experiment.others
        else [],
        "goal": [_claimed(each) for each in goal_reached(experiment)],
        "known_from": [
            {name: _plain(value) for name, value in each._asdict().items()} for each in when_known(experiment)
        ],
        "best": best_sentence(experiment),
        "notes": [*([caveat(experiment)] if experiment.others else []), *notes(experiment)],
    }


def _decided(row: DecisionRow) -> dict[str, Any]:
    """A row of the decision table; effects are shares of headcount."""
    effects = {
        each.rung: {name: _plain(getattr(each, name) / 100.0) for name in ("points", "low", "high")}
        for each in row.effects
    }
    own = {
        name: {end: _plain(value / 100.0) for end, value in getattr(row, name)._asdict().items()}
        for name in ("themselves", "others")
    }
    plain = {name: _plain(value) for name, value in row._asdict().items() if name not in {"effects", *own}}
    return plain | {"effects": effects} | own


def _claimed(found: JudgedClaim) -> dict[str, Any]:
    """A claim and what runs make of it, in the outcome's own unit."""
    return {name: _plain(value) for name, value in found._asdict().items() if name != "claim"} | {
        "claim": found.claim.text
    }


def _rows(table: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a data frame
    """Rows with plain values, None for what is missing or not a number."""
    return [{str(name): _plain(value) for name, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:  # noqa: ANN401
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    return value if isinstance(value, (int, str)) else None
