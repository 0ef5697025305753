"""What came of a calibration, in sentences for somebody who has to decide by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esnsim.analysis.calibration.answer import Calibration, Learned, Unfitted
from esnsim.analysis.calibration.counted import ACTIONS
from esnsim.ensemble.summary import TradeOff
from esnsim.numerals import HYPHEN, numeral

SHOWN = 6
"""Constants and pairs that are named."""


def sentences(found: Calibration) -> list[str]:
    """The answer in plain words, with how far to trust it."""
    told = [_what(found), _left(found), *_fit(found), _narrowed(found), *_traded(found.traded)]
    told.append(
        f"the model itself is taken to miss a level by {100 * found.asked.discrepancy:.0f} % of it (one standard "
        "deviation): an assumption, which --discrepancy changes"
    )
    if not found.is_sure:
        told.append(
            f"only {found.posterior.accepted:.0f} models lie near what was counted, too few to be sure of what it "
            "narrows; more are simulated with --models"
        )
    told += [f"not used: {each}" for each in found.asked.counted.left_out]
    if found.failed:
        told.append(f"{found.failed} models failed and are left out")
    return told


def _what(found: Calibration) -> str:
    counted = found.asked.counted
    names = ", ".join(each.name for each in counted.series)
    waves = len(found.matched.waves)
    return (
        f"{found.models:,} models were simulated in {waves} {'wave' if waves == 1 else 'waves'} under "
        f"'{found.asked.programme}' and held against {counted.size:,} numbers of {counted.source}: {names}, up to week "
        f"{counted.last_week}"
    )


def _left(found: Calibration) -> str:
    if len(found.matched.waves) == 1:
        return "one wave rules nothing out"
    filled = found.matched.waves[-1].filled
    if filled:
        return (
            "nearly all of what was plausible before is ruled out: of the last wave, "
            f"{filled} of {len(found.matched.waves[-1].places)} models are ruled out too and were taken as the nearest"
        )
    return f"{share(found.left)} of what was plausible before is not ruled out"


def share(part: float) -> str:
    """A part in percent, without a false nought."""
    return "less than 0.1 %" if 0.0 < part < 0.001 else f"{100 * part:.3g} %"  # noqa: PLR2004 - as written


def _fit(found: Calibration) -> Iterator[str]:
    if not found.fits:
        yield "no plausible model fits these weeks, so there is no ensemble of models that do"
    if not found.unfitted:
        yield f"models fit all {len(found.asked.summaries)} four-week means of what was counted"
    yield from map(_unfitted, found.unfitted)


def _unfitted(each: Unfitted) -> str:
    amounts = (counted_amount(each.summary.name, value) for value in (each.counted, each.low, each.high))
    return "no model fits {}: {} were counted, models count {} to {}".format(each.summary, *amounts)


def counted_amount(name: str, value: float) -> str:
    """A number for each person as people write it: a share of headcount, or actions of a hundred people."""
    return f"{100 * value:.1f} for every 100 people" if name in ACTIONS else f"{100 * value:.1f} %"


def _narrowed(found: Calibration) -> str:
    free, told = len(found.learned), found.narrowed
    if not told:
        return (
            f"these weeks narrow none of {free} constants and sizes beyond random variation: answers will be "
            "about as uncertain as before"
        )
    few = "; ".join(map(_learned, told[:SHOWN]))
    more = f", and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    return f"these weeks narrow {len(told)} of {free} constants and sizes by a fifth or more: {few}{more}"


def _learned(each: Learned) -> str:
    (low, _, high), (before_low, _, before_high) = each.after, each.before
    return f"{each.dimension.name} to {low:.3g} to {high:.3g} (before {before_low:.3g} to {before_high:.3g})"


def _traded(pairs: Sequence[TradeOff]) -> Iterator[str]:
    for each in pairs[:SHOWN]:
        other = "more" if each.correlation > 0.0 else "less"
        yield (
            f"these weeks cannot separate {each.one} from {each.other}: models with more of the one and {other} of the "
            f"other fit as well (rank correlation {numeral(each.correlation, '+.2f', HYPHEN)})"
        )
    if len(pairs) > SHOWN:
        yield f"{len(pairs) - SHOWN} more pairs cannot be separated"
