"""Orders and signs between interventions: which does more, and for whom.

Sources in square brackets are listed in docs/sources.md. What trials published at one place compare, one trial of the
model simulates side by side on the same organisations.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from esnsim.evidence.effects.kind_effect import GRADES, mean_of
from esnsim.evidence.effects.side_by_side import SIDE_BY_SIDE, measure
from esnsim.evidence.fact import Band, Claim, Fact, Family, Test

NOTHING_LOST = -0.001
"""Share of headcount that counts as nothing: a tenth of a point."""
Difference = Callable[[Mapping[str, np.ndarray]], float]


def _more(first: str, second: str) -> Difference:
    """By how much the mean of one value exceeds another's."""
    return lambda samples: float(np.mean(samples[first]) - np.mean(samples[second]))


def _part(part: str, whole: str) -> Difference:
    """Which part of one mean another is; not a number where there is hardly a whole."""

    def of(samples: Mapping[str, np.ndarray]) -> float:
        whole_mean = float(np.mean(samples[whole]))
        return float(np.mean(samples[part])) / whole_mean if abs(whole_mean) > -NOTHING_LOST else math.nan

    return of


def _order(name: str, statement: str, source: str, grade: str, *claims: Claim) -> Fact:
    tests = (Test(SIDE_BY_SIDE, measure, claims),)
    return Fact(name, statement, f"{source}; grade {grade}", GRADES[grade[0]], tests, Family.EFFECTS)


def _half_over(first: str, second: str, rung: str) -> Difference:
    """By how much half the mean of one value exceeds another's."""
    return lambda samples: float(np.mean(samples[f"{first}: {rung}"]) / 2.0 - np.mean(samples[f"{second}: {rung}"]))


ANY = "none: reader"
"""A value that every replicate gives, for claims on what all of them give together."""
AT_LEAST = Band(NOTHING_LOST, scale=0.01)
MORE = Band(0.0, scale=0.01, strict=True)
NO_MORE = Band(high=0.0, scale=0.01)


def _claim(words: str, of_all: Difference, band: Band = MORE) -> Claim:
    return Claim(ANY, words, band, "points", of_all)


ORDERS: tuple[Fact, ...] = (
    _order(
        "training_moves_readers",
        "Training moves readers more than writers, and a session more than a webinar.",
        "[IVE12]",
        "B",
        _claim("readers over contributors, by a session", _more("session: reader", "session: contributor")),
        _claim("readers by a session, over a webinar", _more("session: reader", "webinar: reader")),
    ),
    _order(
        "seniors_trained_first",
        "Leaders who are trained and then asked do more than those only asked, who do more than those only trained; "
        "and training first does more than training last.",
        "[SAK06]; judgement",
        "D",
        _claim(
            "contributors, trained first over only asked",
            _more("trained, then asked: contributor", "asked: contributor"),
        ),
        _claim("contributors, only asked over only trained", _more("asked: contributor", "trained: contributor")),
        _claim(
            "contributors, trained first over trained last",
            _more("trained, then asked: contributor", "asked, then trained: contributor"),
        ),
    ),
    _order(
        "training_without_request",
        "Training alone does less than half of what it does where managers then ask for it and help.",
        "[SAK06]",
        "C",
        _claim("readers, half of both over training alone", _half_over("session, then asked", "session", "reader")),
        _claim(
            "contributors, half of both over training alone",
            _half_over("session, then asked", "session", "contributor"),
        ),
    ),
    _order(
        "stories_below_sessions",
        "Telling people that it is useful does less than training them, for readers and for writers.",
        "[HUM24][BRA16]",
        "B",
        _claim("readers by a session, over stories", _more("session: reader", "stories: reader")),
        _claim("contributors by a session, over stories", _more("session: contributor", "stories: contributor")),
    ),
    _order(
        "own_manager_over_distant_leader",
        "A manager who is present moves the direct reports more than as many leaders far above do.",
        "[GAL26]",
        "C",
        _claim(
            "contributors among direct reports of present managers, over distant leaders",
            mean_of("reports of present managers"),
        ),
    ),
    _order(
        "near_peers_over_distant_leaders",
        "Near colleagues who keep at it as if they were paid for it, as many and with as much to do, move other people "
        "at least as much as distant leaders do.",
        "[BEN19]",
        "B",
        _claim(
            "other contributors, near peers over distant leaders",
            _more("near peers: others", "distant leaders: others"),
            AT_LEAST,
        ),
    ),
    _order(
        "integration_is_read",
        "A network shown in other tools is read more and hardly written in more.",
        "[DIL25][SW21]",
        "B",
        Claim(
            ANY,
            "contributors added, as a part of readers added",
            Band(high=0.15, scale=0.1),
            "share",
            _part("integration: contributor", "integration: reader"),
        ),
    ),
    _order(
        "campaigns_are_read",
        "A campaign brings readers and hardly any writers.",
        "[SNY04]",
        "B",
        _claim("readers over contributors", _more("campaign: reader", "campaign: contributor")),
        _claim("contributors added", mean_of("campaign: contributor"), Band(high=0.01)),
    ),
    _order(
        "clear_rules_cost_nothing",
        "Clear and lenient rules never lower writing or reading.",
        "[MAT19]",
        "B",
        _claim("contributors added", mean_of("clear rules: contributor"), AT_LEAST),
        _claim("readers added", mean_of("clear rules: reader"), AT_LEAST),
    ),
    _order(
        "watching_explained",
        "Being watched costs less where it is said why.",
        "[SIE22]",
        "A-",
        _claim(
            "readers, told why over not told", _more("watched and told why: reader", "watched and not told: reader")
        ),
        _claim(
            "contributors, told why over not told",
            _more("watched and told why: contributor", "watched and not told: contributor"),
        ),
    ),
    _order(
        "orders_leave_little",
        "Half a year after an order ends, at most a quarter of the readers it brought are left; it moves few writers.",
        "[KOH10][ZIE12]",
        "D",
        Claim(
            ANY,
            "readers left, as a part of those brought",
            Band(high=0.25, scale=0.25),
            "share",
            _part("ordered: reader", "ordered, half-year: reader"),
        ),
        _claim("contributors added while it is on", mean_of("ordered, half-year: contributor"), Band(-0.02, 0.03)),
    ),
    _order(
        "points_end_in_a_dip",
        "When points end, fewer write for some weeks than without them, and half a year later as many.",
        "[GOS17][THO12]",
        "B",
        _claim("contributors five weeks after the end", mean_of("dip"), Band(high=0.0, scale=0.01, strict=True)),
        _claim("contributors half a year after the end", mean_of("points: contributor"), Band(NOTHING_LOST, 0.01)),
    ),
    _order(
        "asking_without_answering",
        "Feedback that is answered helps; asking and not answering does not.",
        "[PIE19]; judgement",
        "B",
        _claim("contributors, answered over ignored", _more("heard: contributor", "ignored: contributor")),
        _claim("contributors, ignored", mean_of("ignored: contributor"), Band(high=0.0, scale=0.01)),
    ),
    _order(
        "light_touch_fades",
        "Of what needs neither habit nor work, at most a quarter is left half a year after its end.",
        "[MIL21]",
        "A",
        Claim(
            ANY,
            "readers left by a campaign, as a part of those it had brought at its end",
            Band(high=0.25, scale=0.25),
            "share",
            _part("campaign, later: reader", "campaign, end: reader"),
        ),
    ),
    _order(
        "order_of_kinds",
        "Moving work does most for writing; then ambassadors, then leaders, training and community managers; thanks, "
        "stories and campaigns do least.",
        "[ATO14][FLO11][IVE12]",
        "C",
        _claim("process over ambassadors", _more("process: contributor", "near peers: contributor")),
        _claim("ambassadors over leaders", _more("near peers: contributor", "distant leaders: contributor"), AT_LEAST),
        _claim("leaders over training", _more("distant leaders: contributor", "session: contributor"), AT_LEAST),
        _claim(
            "leaders over community management",
            _more("distant leaders: contributor", "community manager: contributor"),
            AT_LEAST,
        ),
        *(
            _claim(f"{more} over {less}", _more(f"{arm}: contributor", f"{other}: contributor"))
            for more, arm in (("training", "session"), ("community management", "community manager"))
            for less, other in (("thanks", "recognition"), ("stories", "stories"), ("campaigns", "campaign"))
        ),
    ),
    _order(
        "leaders_within_their_reach",
        "Leaders add no more contributors than themselves, a twentieth of those who report to them and 1.6 points.",
        "[GAL26][ECK16], derived",
        "C",
        _claim("contributors beyond that", mean_of("beyond the cap of leaders"), NO_MORE),
    ),
    _order(
        "moved_work_within_its_reach",
        "Moved work adds no more contributors than half of those whose work moved and who did not write.",
        "[DIL25], derived",
        "C",
        _claim("contributors beyond that", mean_of("beyond the cap of work"), NO_MORE),
    ),
    _order(
        "all_below_the_sum",
        "Seven interventions together do clearly less than the sum of what each does alone.",
        "[IVE12]",
        "B",
        Claim(
            ANY,
            "effect of all together, as a part of the sum",
            Band(high=0.95, scale=0.5),
            "share",
            _part("together: contributor", "sum of singles"),
        ),
    ),
)
"""Orders that the model can speak of.

It knows nothing of awards for newcomers alone, of badges that show a history, of verified names, of personal against
automated welcome, of ambassadors briefed at second hand, of what a team has to agree on and of how much less a
published trial brings at scale, so those are not judged. Effects a head, of badges and of control on the whole stand
with the sizes.
"""
