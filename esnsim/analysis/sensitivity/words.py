"""What a study found, in sentences."""

from __future__ import annotations

import math
from dataclasses import replace

from esnsim.analysis.sensitivity.answer import Sensitivity
from esnsim.experiments.design.labels import amount, unit
from esnsim.experiments.design.outcome import Outcome
from esnsim.scenario.constants import ELSEWHERE

NAMED = 3
"""Constants that a sentence names."""
MUCH = 0.25
"""Share of variance by random variation from which on it is worth a sentence."""


def constant_name(path: str) -> str:
    """What a constant is called; the path of other numbers."""
    name = path.removeprefix("behaviour.")
    return next((constant for constant, place in ELSEWHERE.items() if place == path), name)


def change_text(outcome: Outcome, value: float) -> str:
    """A change of the outcome with its sign and unit; shares change by points."""
    difference = replace(outcome, against_baseline=True)
    return f"{amount(difference, value)}{unit(difference)}"


def sentences(answer: Sensitivity, named: str = "") -> list[str]:
    """The answer in plain words, with how far to trust it.

    Args:
        answer: What was found.
        named: What the outcome is called; as it was asked for if left out.
    """
    found, everything, named = answer.findings, len(answer.screened), named or str(answer.outcome)
    if not found:
        few = "the constant varied makes a difference" if everything == 1 else "of the constants varied makes one"
        nothing = f"Nothing that these runs can distinguish from random variation: none {few} to {named}"
        return [f"{nothing}; simulate more replicates"]
    strongest = [_strongest(answer, nth) for nth in range(min(NAMED, len(found)))]
    told = [f"What moves {named} most: {_listed(strongest)}{_order(answer)}"]
    rest = everything - len(found)
    if everything > 1:
        none = f", and {rest} make no difference that these runs can show" if rest else ""
        told.append(
            f"{len(found)} of {everything} move it{none}; if none did, random variation would still make about "
            f"{answer.expected_by_chance:.1g} seem to"
        )
    ranked = answer.ranked
    if ranked is not None and len(answer.parts) > 1 and math.isfinite(answer.parts[0][1].total.mean):
        told.append(_parts(answer))
    if ranked is not None and ranked.noise > MUCH:
        told.append(
            f"Random variation makes {_percent(ranked.noise)} of the variance between points; more replicates narrow "
            "the intervals"
        )
    return told


def _order(answer: Sensitivity) -> str:
    """Whether the strongest constant is known to be stronger than the next; nothing where it is the only one."""
    found = answer.findings
    if len(found) < 2:  # noqa: PLR2004
        return ""
    first, second = (each.effect.square for each in found[:2])
    return "" if first.low > second.high else ", in an order that these runs do not settle"


def _parts(answer: Sensitivity) -> str:
    """Whose part of the variance is the largest; several where intervals do not say which of them."""
    first = answer.parts[0][1]
    rivals = [(each, part) for each, part in answer.parts if part.total.high >= first.total.low]
    shares = [
        f"{_percent(part.total.mean)} ({_percent(part.total.low)} to {_percent(part.total.high)}) comes with "
        f"{constant_name(each.path)}"
        for each, part in rivals
    ]
    told = f"Of the variance that the strongest {len(answer.kept)} bring about, {_listed(shares)}"
    if len(rivals) == 1:
        return told
    which = "the two" if len(rivals) == 2 else f"these {len(rivals)}"  # noqa: PLR2004
    return f"{told}; {which} cannot be distinguished with these runs"


def _strongest(answer: Sensitivity, nth: int) -> str:
    each = answer.findings[nth]
    change = each.effect.change
    if change.low <= 0.0 <= change.high:
        return f"{constant_name(each.range.path)} (up in some places, down in others)"
    return f"{constant_name(each.range.path)} ({change_text(answer.outcome, change.mean)} from low to high)"


def _percent(share: float) -> str:
    return f"{round(100.0 * share):d} %"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
