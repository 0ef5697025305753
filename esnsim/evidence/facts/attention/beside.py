"""Facts on attention that trials of other facts answer too (A08, A24, A27)."""

from __future__ import annotations

import math

import numpy as np

from esnsim.calendar import HALF_YEAR_WEEKS, WEEKS_A_YEAR
from esnsim.evidence.fact import Band, Claim, Fact, Family, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.facts.attention.panel import attention_fact
from esnsim.evidence.facts.hierarchy import BEGINNINGS, BEGUN, SOON, adopts, waiting
from esnsim.evidence.facts.leaders import PRESENCE
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.regression import logistic_regression
from esnsim.evidence.statistics.shapes import ratio
from esnsim.evidence.trials import LAUNCHES, ORGANISATION
from esnsim.simulation.record import Measure


def _half_life(runs: ObservedRuns) -> Values:
    return {"half_life": runs["organisation"].scenario.parameters.content_half_life}


A08 = Fact(
    "A08",
    "What is posted is used for weeks rather than for years.",
    "[CHATS] C, 70,564 links to earlier messages",
    Grade.STRONG,
    (
        Test(
            ORGANISATION,
            _half_life,
            (Claim("half_life", "workdays in which a post loses half of its use, as set", Band(8.0, 60.0), "days"),),
        ),
    ),
    Family.VERIFICATION,
)


def _one_more(runs: ObservedRuns) -> Values:
    """Odds to register within four weeks by one more contact who uses it, where a tenth began at random."""
    run = runs["few"]
    mine = waiting(run)
    degree = np.diff(run.organisation.ties.start)[mine]
    causes = {"contacts": run.weekly_panel.using[BEGUN][mine] * degree, "degree": np.log(np.maximum(degree, 1))}
    return {"odds": math.exp(logistic_regression(adopts(run, SOON)[mine], causes)["contacts"])}


A24 = attention_fact(
    "A24",
    "One more contact who uses it makes registering somewhat likelier.",
    "[BAP15] V",
    Grade.MEDIUM,
    Test(
        BEGINNINGS,
        _one_more,
        (Claim("odds", "odds to register in four weeks, for one more contact who uses it", Band(1.1, 1.6), "ratio"),),
    ),
)


def _broadcasts(runs: ObservedRuns) -> Values:
    """Replies and posts of a year, and readers at its end, with leaders who only broadcast and without leaders."""
    values: dict[str, float] = {}
    for name in ("broadcasting", "none"):
        run = runs[name]
        values[f"{name} replies"] = float(run.flow(Measure.REPLIES).sum())
        values[f"{name} posts"] = float(run.flow(Measure.POSTS).sum())
        values[f"{name} readers"] = run.at(Measure.READER, WEEKS_A_YEAR)
    return values


def _replies_a_post(samples: Samples, name: str) -> float:
    return ratio(float(samples[f"{name} replies"].sum()), float(samples[f"{name} posts"].sum()))


def _fewer_replies(samples: Samples) -> float:
    return ratio(_replies_a_post(samples, "broadcasting"), _replies_a_post(samples, "none")) - 1.0


def _more_readers(samples: Samples) -> float:
    return float(samples["broadcasting readers"].mean() - samples["none readers"].mean())


def _mix(runs: ObservedRuns) -> Values:
    """Replies and reactions a post, of the last half-year of a supported network."""
    run: ObservedRun = runs["supported"]
    posts = float(run.flow(Measure.POSTS)[-HALF_YEAR_WEEKS:].sum())
    return {
        "replies": ratio(float(run.flow(Measure.REPLIES)[-HALF_YEAR_WEEKS:].sum()), posts),
        "reactions": ratio(float(run.flow(Measure.REACTIONS)[-HALF_YEAR_WEEKS:].sum()), posts),
    }


A27 = attention_fact(
    "A27",
    "Where leaders only broadcast, posts get fewer replies and no fewer readers; in good networks a post gets some two "
    "replies and seven reactions.",
    "[SWO20] V, [LOC24] V; reactions recalled",
    Grade.MEDIUM,
    Test(
        PRESENCE,
        _broadcasts,
        (
            Claim(
                "none replies",
                "replies a post, with leaders who broadcast over without leaders",
                Band(high=0.0, scale=0.2, strict=True),
                "share",
                _fewer_replies,
            ),
            Claim(
                "none readers", "readers in 28 days, added by the same", Band(0.0, scale=0.1), "points", _more_readers
            ),
        ),
    ),
    Test(
        LAUNCHES,
        _mix,
        (
            Claim("replies", "replies a post, supported network", Band(2.0, 3.0), "number"),
            Claim("reactions", "reactions a post, supported network", Band(6.0, 10.0), "number"),
        ),
    ),
)
