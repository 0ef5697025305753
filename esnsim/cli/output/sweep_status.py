"""Which sweep is spoken of, how far it is, and what its answer leaves out; said wherever an answer is given."""

from __future__ import annotations

import math
from numbers import Real
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from esnsim.experiments.design.outcome import Outcome
    from esnsim.experiments.design.stopping import Until
    from esnsim.experiments.results.sweep_result import Sweep


def heading(sweep: Sweep) -> str:
    """Number and name of a sweep, and which others have the same name."""
    entry = sweep.entry
    others = [
        str(each.number)
        for each in sweep.requests.entries()
        if each.sweep_record.name == entry.sweep_record.name and each.number != entry.number
    ]
    told = f"Sweep {entry.number}, '{entry.sweep_record.name}'"
    if not others:
        return told
    have = "1 other has" if len(others) == 1 else f"{len(others):,} others have"
    return f"{told}; {have} the same name (--sweep {' or '.join(others)})"


def open_runs(sweep: Sweep) -> int:
    """Runs that were asked for, are not there, and did not fail."""
    count = sweep.count
    return count.total - count.done - count.failed


def so_far(sweep: Sweep) -> str:
    """How much of a sweep is not simulated yet; nothing if it is finished."""
    if sweep.finished:
        return ""
    left, asked, points = open_runs(sweep), sweep.count.total, len(sweep.points)
    if shares := _shares(sweep):
        return shares
    if not left:
        return "so far; it was not finished, and may ask for more runs"
    begun = sweep.values([]).groupby("point")["programme"].nunique()
    # The baseline of a point may be the same run elsewhere, so that it alone says nothing.
    waiting = sum(begun.get(point, 0) < len(each.programmes) for point, each in sweep.asking.items())
    untouched = f"{waiting:,} of {points:,} points not simulated, " if waiting else ""
    return f"so far; {untouched}{left:,} of {asked:,} runs open"


def _shares(sweep: Sweep) -> str:
    """Which shares of a sweep are lacking; nothing if none is, or it is not simulated in shares."""
    from esnsim.cli.output.share_text import lacking_of, which_share

    shared, found = sweep.entry.sweep_record.shared, lacking_of(sweep)
    if shared is None or not found:
        return ""
    asked, left = sweep.requests.open_keys(sweep.entry.number)
    told = f"so far; {asked - left:,} of {shared.runs:,} runs are there"
    if own := which_share(sweep.entry):
        return f"{told}, as this is {own} alone"
    return f"{told}, {len(found):,} of {found[0].of:,} shares are missing or half done"


def left_out(sweep: Sweep, outcome: Outcome) -> str:
    """What a ranking leaves out because the outcome has no value there; nothing if nothing is."""
    values = sweep.values([outcome])
    if outcome.against_baseline:
        baselines = {point: each.baseline for point, each in sweep.asking.items()}
        values = values[values["programme"] != values["point"].map(baselines)]
    missing = values[str(outcome)].isna()
    if not missing.any():
        return ""
    alone = missing.groupby([values["point"], values["programme"]]).all()
    runs = f"{int(missing.sum()):,} of {len(values):,} runs have no {outcome}{_why(outcome)}"
    if not alone.any():
        return f"{runs}; means are of the others"
    return f"{runs}; {int(alone.sum()):,} of {len(alone):,} points and programmes are left out for that"


def _why(outcome: Outcome) -> str:
    """Why an outcome may have no value."""
    if outcome.against_baseline:
        return ", for want of the same run under the baseline or of something to divide by"
    return f", since {outcome.per} is 0 there" if outcome.per else ""


def at_the_edge(sweep: Sweep, first: pd.Series) -> str:
    """Which numbers of the best point are the least or the most that was tried; nothing if none is.

    Args:
        sweep: Where it is best.
        first: The row of the best, from `ranking.merged`.
    """
    from esnsim.experiments.design.labels import short_names, value_text

    names, told = short_names(sweep.factors), []
    for path in sweep.factors:
        tried = [each for each in sweep.points[path].dropna().tolist() if _is_number(each)]
        if len(set(tried)) > 1 and _is_number(first[path]) and first[path] in (min(tried), max(tried)):
            told.append(f"{names[path]} {value_text(first[path], share=path in sweep.shares)}")
    if not told:
        return ""
    return f"{', '.join(told)} {'is' if len(told) == 1 else 'are'} at the edge of what was tried"


def _is_number(value: object) -> bool:
    """Whether a factor's value is a number, so that there may be more beyond it."""
    return isinstance(value, Real) and not isinstance(value, bool) and not math.isnan(value)


def looked_at_early(rule: Until) -> str:
    """What is to be known of intervals where a rule was asked after few runs; nothing where it was asked as usual."""
    from esnsim.experiments.design.stopping import AT_LEAST

    if rule.at_least >= AT_LEAST:
        return ""
    return (
        f"points were first looked at after {rule.at_least} runs: who looks before {AT_LEAST} stops where runs happen "
        "to agree, and intervals hold less often than they say"
    )


def unmet(sweep: Sweep, rule: Until) -> str:
    """At how many points the mean is less well known than a rule asks for; nothing where it is met everywhere."""
    from esnsim.experiments.design.labels import amount, unit
    from esnsim.experiments.replicating import width_of_interval
    from esnsim.experiments.results.sweep_result import grouped

    widest: dict[int, float] = {}
    for point, _, numbers in grouped(sweep.values([rule.outcome]), rule.outcome):
        widest[point] = max(widest.get(point, 0.0), width_of_interval(numbers))
    wide = [width for width in widest.values() if width >= rule.narrower_than]
    unknown = len(sweep.points) - len(widest) + sum(math.isinf(width) for width in wide)
    known = sorted(width for width in wide if not math.isinf(width))
    if not known and not unknown:
        return ""
    told = f"{rule.outcome} is not as narrow as asked at {len(known) + unknown:,} of {len(sweep.points):,} points"
    if known:
        least, most = (amount(rule.outcome, width).lstrip("+") for width in (known[0], known[-1]))
        widths = least if least == most else f"{least} to {most}"
        asked = amount(rule.outcome, rule.narrower_than).lstrip("+")
        told += f"; intervals are {widths}{unit(rule.outcome)} wide instead of {asked}"
    return f"{told}; the rule stops at {rule.at_most:,} runs a point (--at-most)"
