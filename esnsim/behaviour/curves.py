"""Portable curves: exp and logistic from + - * / alone, with the same bits on every machine and in every driver.

The C library's exp differs between platforms in the last bit and cannot be vectorised. These few lines are within
4e-16 of it (relative) and let a loop over people use SIMD.
"""

from esnsim.compilation import compiled

LOG2_E = 1.4426950408889634
LN2_HIGH = 0.693147180369123816490
LN2_LOW = 1.90821492927058770002e-10
REACH = 42.0


@compiled
def exp(x: float) -> float:
    """e to the power of x; x beyond -42 to 42 counts as -42 or 42.

    The argument is split as k ln 2 + r with r within half of ln 2; e^r is a Taylor sum in Horner form and 2^k an
    exact quotient of whole powers of two.
    """
    x = min(max(x, -REACH), REACH)
    k = int(x * LOG2_E + 64.5) - 64
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    total = 1.0 / 6227020800.0
    total = total * r + 1.0 / 479001600.0
    total = total * r + 1.0 / 39916800.0
    total = total * r + 1.0 / 3628800.0
    total = total * r + 1.0 / 362880.0
    total = total * r + 1.0 / 40320.0
    total = total * r + 1.0 / 5040.0
    total = total * r + 1.0 / 720.0
    total = total * r + 1.0 / 120.0
    total = total * r + 1.0 / 24.0
    total = total * r + 1.0 / 6.0
    total = total * r + 0.5
    total = total * r + 1.0
    total = total * r + 1.0
    return total * float(1 << max(k, 0)) / float(1 << max(-k, 0))


@compiled
def logistic(x: float) -> float:
    """Probability whose log-odds are x."""
    return 1.0 / (1.0 + exp(-x))


@compiled
def chance_within_day(rate: float) -> float:
    """Chance that something with this rate (per workday, >= 0) happens at least once in a workday."""
    return 1.0 - exp(-rate)


@compiled
def share_of(part: float, whole: float) -> float:
    """Part over whole, 0 where there is no whole; branch-free for whole numbers that are 0 or at least 1."""
    return part / max(whole, 1.0)


@compiled
def bounded(x: float, low: float, high: float) -> float:
    """The nearest value to x between low and high."""
    return min(max(x, low), high)


@compiled
def count_within_day(rate: float, luck: float, most: int) -> int:
    """How often something with this rate (per workday, >= 0) happens today, by inversion of the Poisson law.

    Args:
        rate: Expected number in a workday, >= 0.
        luck: Uniform number in [0, 1).
        most: Largest count returned; the tail beyond it is folded into it.
    """
    term = exp(-rate)
    total = term
    count = 0
    while count < most and luck >= total:
        count += 1
        term = term * rate / count
        total += term
    return count
