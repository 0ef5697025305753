"""A plan as the text of an experiment file, which reads back to the same plan."""

from __future__ import annotations

import json
from pathlib import Path

from esnsim.experiments.design.factors import Factor, Values
from esnsim.experiments.design.plan import Plan
from esnsim.experiments.design.stopping import Fixed


def plan_text(plan: Plan, folder: Path) -> str:
    """The plan as an experiment file.

    Args:
        plan: What to write.
        folder: Where the file will be; the scenario and a list of points are named from there if they lie in it.
    """
    # Texts stand in quotes, as JSON writes them, so that a date or a number in words stays one.
    lines = [f"scenario: {json.dumps(_named(plan.scenario_file, folder))}"]
    if plan.overrides:
        lines.append(f"set: {json.dumps(plan.overrides)}")
    if plan.factors:
        lines.append("vary:")
        lines += [f"  {json.dumps(factor.path)}: {_levels(factor)}" for factor in plan.factors]
    lines += [f"design: {_design(plan, folder)}", f"replicates: {_replicates(plan)}"]
    if plan.outcome:
        lines.append(f"outcome: {json.dumps(str(plan.outcome))}")
    lines.append(f"seed: {plan.seed}")
    return "\n".join(lines) + "\n"


def _named(file: Path, folder: Path) -> str:
    return (file.relative_to(folder) if file.is_relative_to(folder) else file.resolve()).as_posix()


def _levels(factor: Factor) -> str:
    if isinstance(factor, Values):
        return json.dumps(factor.values)
    whole = json.dumps(factor.whole)
    return f"{{from: {factor.low!r}, to: {factor.high!r}, scale: {factor.scale}, whole: {whole}}}"


def _design(plan: Plan, folder: Path) -> str:
    if plan.points_file is not None:
        return f"{{list: {json.dumps(_named(plan.points_file, folder))}}}"
    return plan.design if plan.count is None else f"{{{plan.design}: {plan.count}}}"


def _replicates(plan: Plan) -> str:
    rule = plan.replicates
    if isinstance(rule, Fixed):
        return str(rule.count)
    outcome = json.dumps(str(rule.outcome))
    numbers = f"narrower_than: {rule.narrower_than!r}, at_least: {rule.at_least}, at_most: {rule.at_most}"
    return f"{{until: {outcome}, {numbers}}}"
