"""Interval: between which values a figure of a sample lies, 19 times of 20."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054
"""The normal deviate that leaves 2.5 % on each side."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval of 95 %, its ends included."""

    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Whether both could hold the same value."""
        return self.low <= other.high and other.low <= self.high


def wilson(hits: int, n: int) -> Interval:
    """The interval of a share after Wilson (1927), without continuity correction.

    Args:
        hits: How many of the answers count.
        n: How many answers there are, at least one.
    """
    share, spread = hits / n, Z * Z / n
    middle = (share + spread / 2) / (1 + spread)
    reach = Z / (1 + spread) * sqrt((share * (1 - share) + spread / 4) / n)
    low = middle - reach if hits else 0.0
    high = middle + reach if hits < n else 1.0
    return Interval(low, high)


def net(better: int, worse: int, n: int) -> Interval:
    """The interval of a difference of two shares of one sample: of NPS, as -1 to 1.

    Adjusted Wald with three answers added (three quarters better, three quarters
    worse), which Rocks (The American Statistician, 2016) found best for NPS.
    """
    larger = n + 3
    up, down = (better + 0.75) / larger, (worse + 0.75) / larger
    middle = up - down
    reach = Z * sqrt((up + down - middle * middle) / larger)
    return Interval(max(-1.0, middle - reach), min(1.0, middle + reach))
