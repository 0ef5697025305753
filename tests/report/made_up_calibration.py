"""A calibration made up by hand, for pictures and sentences."""

from __future__ import annotations

import numpy as np

from esnsim.analysis.calibration.answer import CalibrationQuestion, answer_of
from esnsim.analysis.calibration.counted import Counted, CountedWeeks
from esnsim.analysis.calibration.matching import CountedTarget, Matched, Wave
from esnsim.analysis.calibration.posterior import Posterior
from esnsim.analysis.calibration.summaries import summaries_of, summarised
from esnsim.ensemble.space import dimensions
from esnsim.rng.address import Draw, key_of
from esnsim.rng.arrays import uniforms
from esnsim.simulation.record import Measure
from tests.experiments.small_questions import question

WEEKS = np.arange(1, 14)
MEASURES = {
    "readers": (Measure.WEEKLY_READER,),
    "contributors": (Measure.WEEKLY_CONTRIBUTOR,),
    "posts": (Measure.POSTS,),
}


def calibration_of(missed=0.0):
    """Thirteen weeks, of which models miss those of contributors by so much of their level."""
    space = dimensions()
    levels = {"readers": 0.4, "contributors": 0.08, "posts": 0.3}
    series = tuple(
        Counted(name, MEASURES[name], name == "posts", WEEKS, level * (0.5 + WEEKS / 26))
        for name, level in levels.items()
    )
    counted = CountedWeeks(series, "weeks.csv", ("active, which a run does not count in the same way: 2026-01-05",))
    shape = (60, len(space))
    before = uniforms(key_of("made up", "models"), np.arange(shape[0] * shape[1]), 0, Draw.TRY).reshape(shape)
    after = before.copy()
    after[:, 0] = 0.4 + 0.2 * before[:, 0]
    after[:, 3] = before[:, 5]
    predicted = [
        each.values * (1.0 + (missed if each.name == "contributors" else 0.0)) * (0.9 + 0.2 * before[:, [nth]])
        for nth, each in enumerate(series)
    ]
    summaries = summaries_of(counted)
    target = CountedTarget(summarised([each.values for each in series], summaries), np.full(len(summaries), 1e-4))
    seen = summarised(predicted, summaries)
    waves = (Wave(before, seen, 1.0, 0), Wave(after, seen, 0.04, 0))
    asked = CalibrationQuestion(
        question(), "none", counted, 120, space, np.ones(len(space), bool), summaries, target,
        1e-4 * np.eye(len(summaries)), 0.1,
    )  # fmt: skip
    return answer_of(asked, Matched(waves, (), after, seen), Posterior(after, after, 3, 200.0, 1.0), predicted, before)
