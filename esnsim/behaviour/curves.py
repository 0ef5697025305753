"""Portable curves: exp and logistic from + - * / alone, with the same bits on every machine and in every driver.

The C library's exp differs between platforms in the last bit and cannot be vectorised. These few lines are within
3e-14 of it (relative) and let a loop over people use SIMD on any processor, since they never leave floating point.
"""

from esnsim.compilation import inlined

HALVING = 0.6931471805599453
"""Natural logarithm of 2."""
REACH = 21.0
"""Arguments are held within this; e to the -21 is 8e-10, near the smallest chance a 32-bit random number can meet."""


@inlined
def exp(x: float) -> float:
    """Exponential of x; x beyond -21 to 21 counts as -21 or 21.

    e^x is the 64th power of e^(x/64), whose Taylor sum converges fast; it is grouped so that its parts do not wait
    for each other, and six squarings raise it.
    """
    r = min(max(x, -REACH), REACH) * (1.0 / 64.0)
    square = r * r
    fourth = square * square
    lowest = (r + 1.0) + square * (r * (1.0 / 6.0) + 0.5)
    low = (r * (1.0 / 120.0) + 1.0 / 24.0) + square * (r * (1.0 / 5040.0) + 1.0 / 720.0)
    high = (r * (1.0 / 362880.0) + 1.0 / 40320.0) + square * (r * (1.0 / 39916800.0) + 1.0 / 3628800.0)
    highest = r * (1.0 / 6227020800.0) + 1.0 / 479001600.0
    total = lowest + fourth * (low + fourth * (high + fourth * highest))
    total = total * total
    total = total * total
    total = total * total
    total = total * total
    total = total * total
    return total * total


@inlined
def logistic(x: float) -> float:
    """Probability whose log-odds are x."""
    return 1.0 / (1.0 + exp(-x))


@inlined
def chance_within_day(rate: float) -> float:
    """Chance that something with this rate (per workday, >= 0) happens at least once in a workday."""
    return 1.0 - exp(-rate)


@inlined
def happens_at_rate(rate: float, number: float) -> bool:
    """Whether something with this rate happens within the workday: ``number < chance_within_day(rate)``.

    The chance is never above the rate, but for rounding, so most people most days are spared the exponential.
    """
    return number < rate and number < chance_within_day(rate)


@inlined
def chance_at_rate(rate: float) -> float:
    """The chance by which `happens_at_rate` decides, for loops without a branch."""
    return min(rate, chance_within_day(rate))


@inlined
def share_of(part: float, whole: float) -> float:
    """Part over whole, 0 where there is no whole; branch-free for whole numbers that are 0 or at least 1."""
    return part / max(whole, 1.0)


@inlined
def bounded(x: float, low: float, high: float) -> float:
    """The nearest value to x between low and high."""
    return min(max(x, low), high)


@inlined
def count_within_day(rate: float, number: float, most: int) -> int:
    """How often something with this rate (per workday, >= 0) happens today, by inversion of the Poisson law.

    Args:
        rate: Expected number in a workday, >= 0.
        number: Uniform number in [0, 1).
        most: Largest count returned; the tail beyond it is folded into it.
    """
    if number < 1.0 - rate:
        return 0  # The chance of none is never below 1 - rate.
    term = exp(-rate)
    total = term
    count = 0
    while count < most and number >= total:
        count += 1
        term = term * rate / count
        total += term
    return count
