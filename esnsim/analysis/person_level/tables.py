"""What portraits say: who moved from where to where, wrote how much, replied to whom; which communities are open.

Whoever reads these tables learns nothing of a few: a group of fewer than five people is left out, with a second one
where the first could be found by subtraction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from esnsim.analysis.person_level.gallery import Gallery
from esnsim.analysis.person_level.portrait import REACHED, LadderPlace, Portrait
from esnsim.experiments.estimates.interval import UNKNOWN, share_bounds
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.organisation import Organisation
from esnsim.organisation.model import AGE_BANDS
from esnsim.state import Doubles, Longs

SMALLEST_GROUP = 5
"""A group of fewer people is not shown."""
COVERAGE = 0.8
RUNGS = ("reader", "contributor")
LEFT = "left"
"""Where those went who left the organisation; the newcomers in their positions are not followed."""
Codes = NDArray[np.int64]


class Grouping(NamedTuple):
    """A way to divide people.

    Attributes:
        name: What divides them, such as ``level``.
        of: Group of each position; shape (n,).
        names: What the groups are called.
    """

    name: str
    of: Codes
    names: tuple[str, ...]


def groupings(gallery: Gallery) -> list[Grouping]:
    """The ways in which the people of an organisation are divided: those with more than one group."""
    who = gallery.organisation
    levels = tuple(f"level {nth}" for nth in range(int(who.level.max()) + 1))
    found = [
        Grouping("unit", gallery.branches.of.astype(np.int64), gallery.branches.names),
        Grouping("level", who.level.astype(np.int64), levels),
        Grouping("site", who.site.astype(np.int64), who.site_names),
        Grouping("country", who.country.astype(np.int64), who.country_names),
        Grouping("age band", who.age_band.astype(np.int64), AGE_BANDS),
        Grouping("access", who.frontline.astype(np.int64), ("desk", "frontline")),
        *_extra(who),
    ]
    return [each for each in found if len(np.unique(each.of)) > 1]


def _extra(who: Organisation) -> Iterator[Grouping]:
    """Properties found in an imported file."""
    for name, attribute in who.extra.items():
        code = attribute.code.astype(np.int64)
        yield Grouping(name, np.where(code < 0, len(attribute.names), code), (*attribute.names, "unknown"))


def shown_groups(sizes: Sequence[int] | Longs) -> NDArray[np.bool_]:
    """Which groups may be shown: none of fewer than five, nor the only other one by which it could be found.

    Args:
        sizes: People in each group.
    """
    counts = np.asarray(sizes, np.int64)
    small = (counts > 0) & (counts < SMALLEST_GROUP)
    hidden = small.copy()
    if small.sum() == 1 and (counts >= SMALLEST_GROUP).any():
        # What is left of the whole when all others are known is the small group.
        others = np.flatnonzero(counts >= SMALLEST_GROUP)
        hidden[others[np.argmin(counts[others])]] = True
    shown: NDArray[np.bool_] = (counts > 0) & ~hidden
    return shown


def who_moved(gallery: Gallery, rungs: Sequence[str] = RUNGS) -> pd.DataFrame:
    """Shares of readers and contributors in each group, at the start and at the end of each programme.

    Returns:
        One row a grouping, group, rung and programme: grouping, group, people, rung, programme, start, end (means of
        the runs looked at, shares of the group), difference (from the baseline at the end), low, high (its 80 %
        interval over these runs; missing with fewer than five, and of the baseline), n (runs). Small groups are left
        out.
    """
    rows = []
    for grouping in groupings(gallery):
        sizes = np.bincount(grouping.of, minlength=len(grouping.names))
        for rung in rungs:
            shares = {
                name: np.array([_shares(each, grouping, sizes, rung) for each in runs])
                for name, runs in gallery.portraits.items()
            }
            for group in np.flatnonzero(shown_groups(sizes)):
                rows += list(_moves(gallery, grouping, int(group), int(sizes[group]), rung, shares))
    columns = ["grouping", "group", "people", "rung", "programme", "start", "end", "difference", "low", "high", "n"]
    return pd.DataFrame(rows, columns=columns)


def _shares(portrait: Portrait, grouping: Grouping, sizes: Longs, rung: str) -> NDArray[np.float64]:
    """Share of each group on a rung, at the start and at the end; shape (2, groups)."""
    reached = portrait.places[[0, -1]] >= REACHED[rung]
    counts = np.array([np.bincount(grouping.of[there], minlength=len(grouping.names)) for there in reached])
    return counts / np.maximum(sizes, 1)


def _moves(
    gallery: Gallery,
    grouping: Grouping,
    group: int,
    size: int,
    rung: str,
    shares: dict[str, NDArray[np.float64]],
) -> Iterator[tuple[object, ...]]:
    baseline = gallery.experiment.scenario.baseline
    for programme, found in shares.items():
        start, end = found[:, :, group].mean(axis=0)
        apart = UNKNOWN
        if programme != baseline and baseline in shares:
            base = shares[baseline][:, 1, group]
            found_apart = interval_of_mean(found[:, 1, group] - base, COVERAGE)
            apart = found_apart.within(*map(float, share_bounds(base)))
        yield (grouping.name, grouping.names[group], size, rung, programme, start, end, *apart, len(found))


def journeys(portraits: Sequence[Portrait]) -> pd.DataFrame:
    """How many people went from where to where, mean of the runs looked at.

    Returns:
        One row a start and end: start, end (names of `LadderPlace` in small letters; ``left`` for those who left) and
            people.
    """
    ends = len(LadderPlace) + 1
    total = np.zeros((len(LadderPlace), ends))
    for each in portraits:
        last = np.where(each.stayed == 1, each.places[-1], len(LadderPlace))
        np.add.at(total, (each.places[0].astype(int), last.astype(int)), 1.0)
    names = [*(place.name.lower() for place in LadderPlace), LEFT]
    rows = [
        (names[start], names[end], total[start, end] / len(portraits))
        for start in range(len(LadderPlace))
        for end in range(ends)
        if total[start, end] > 0.0
    ]
    return pd.DataFrame(rows, columns=["start", "end", "people"])


def concentration(portraits: Sequence[Portrait], steps: int = 100) -> pd.DataFrame:
    """How much of everything written in the last half-year comes from the most active part of those with an account.

    Returns:
        One row a step: people (share of those with an account, from the most active), written (share of what was
        written, mean of the runs looked at).
    """
    share = np.linspace(0.0, 1.0, steps + 1)
    curves = []
    for each in portraits:
        written = np.sort(each.written[each.account == 1])[::-1].astype(np.float64)
        if written.sum() > 0.0:
            part = np.concatenate([[0.0], written.cumsum() / written.sum()])
            curves.append(np.interp(share * len(written), np.arange(len(part)), part))
    mean = np.mean(curves, axis=0) if curves else np.full(len(share), np.nan)
    return pd.DataFrame({"people": share, "written": mean})


def exchanges(portraits: Sequence[Portrait]) -> NDArray[np.float64]:
    """Replies of the last half-year from branch to branch, mean of the runs looked at; shape (branches, branches)."""
    mean: Doubles = np.mean([each.between for each in portraits], axis=0)
    return mean


def people_by_rung(portraits: Sequence[Portrait], of: Codes, groups: int, week: int = -1) -> NDArray[np.float64]:
    """People of each group in each `LadderPlace`, mean of the runs looked at; shape (groups, places).

    Args:
        portraits: Runs of one programme.
        of: Group of each position.
        groups: How many groups there are.
        week: Which of the weeks looked at.
    """
    found = np.zeros((groups, len(LadderPlace)))
    for each in portraits:
        np.add.at(found, (of, each.places[week].astype(int)), 1.0)
    return found / len(portraits)


def week_by_week(gallery: Gallery) -> pd.DataFrame:
    """People in each `LadderPlace` in the weeks looked at, mean of the runs: programme, week, and a column a place."""
    everybody = np.zeros(gallery.organisation.people, np.int64)
    tables = []
    for programme, runs in gallery.portraits.items():
        counts = [people_by_rung(runs, everybody, 1, nth)[0] for nth in range(len(runs[0].weeks))]
        table = pd.DataFrame(counts, columns=[place.name.lower() for place in LadderPlace])
        table.insert(0, "programme", programme)
        table.insert(1, "week", runs[0].weeks)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def communities(gallery: Gallery) -> pd.DataFrame:
    """The communities that are open at the end of each programme, mean of the runs looked at.

    Returns:
        One row a programme: programme, open, members (median of each run, then mean), largest (members of the
        largest), age (median, weeks), n (runs).
    """
    rows = []
    for programme, runs in gallery.portraits.items():
        there = [each for each in runs if len(each.members)]
        found = [(np.median(each.members), np.max(each.members), np.median(each.age)) for each in there]
        middle = np.mean(found, axis=0) if found else (np.nan,) * 3
        rows.append((programme, float(np.mean([len(each.members) for each in runs])), *middle, len(runs)))
    return pd.DataFrame(rows, columns=["programme", "open", "members", "largest", "age", "n"])
