"""A model without people: summaries that are known functions of places, so that what is right is known too."""

from __future__ import annotations

import numpy as np

from esnsim.analysis.calibration.matching import CountedTarget
from esnsim.analysis.calibration.prior import SmoothEnsemble, bells_of
from esnsim.rng.address import Draw, key_of
from esnsim.rng.arrays import uniforms

DIMENSIONS, SUMMARIES = 20, 6
NOISE = 0.15
SERIES = np.array([0, 0, 0, 1, 1, 1])


def believed(free=None):
    """Sixty members, evenly over the ranges."""
    places = uniforms(key_of("toy", "members"), np.arange(60 * DIMENSIONS), 0, Draw.TRY).reshape(60, DIMENSIONS)
    return SmoothEnsemble(places, np.ones(DIMENSIONS, bool) if free is None else free)


def exact(places):
    """What summaries would be without random variation: three constants matter, the second and third as their sum."""
    one, two, three = places[:, 0], places[:, 1], places[:, 2]
    return np.stack([one, one + 0.5 * one**2, two + three, 2.0 * (two + three), 0.5 * one + two + three, 1.0 - one], 1)


def simulated(places, *address):
    """The same with random variation."""
    return 1.0 + exact(places) + NOISE * bells_of(key_of("toy", *address), (len(places), SUMMARIES))


def target(place, *address, discrepancy=0.0):
    """What is counted where this is true."""
    values = simulated(place[None], "target", *address)[0]
    return CountedTarget(values, np.full(SUMMARIES, discrepancy**2))
