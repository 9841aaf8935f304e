"""Retry: how often and how long something that may yet succeed is tried again."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Passing(Exception):  # noqa: N818 - named for the refusal
    """Something that may succeed a little later.

    Attributes:
        after: How many seconds the other side asks us to wait; 0 if it says nothing.
    """

    after: float = 0.0


@dataclass(frozen=True)
class Patience:
    """How long to insist: pauses that double, each cut at random by up to a half.

    Longer patience belongs to who called: the job is due again a minute later.

    Attributes:
        sleep: What a pause is made with; it is given seconds.
        draw: A number from 0 to 1 at random, so that copies do not come back together.
        tries: How often something is tried at all.
        first: The first pause in seconds.
        longest: The longest pause of ours in seconds.
        at_most: The longest that the other side may ask for.
    """

    sleep: Callable[[float], None] = time.sleep
    draw: Callable[[], float] = random.random
    tries: int = 6
    first: float = 1.0
    longest: float = 32.0
    at_most: float = 120.0

    def insist(self, work: Callable[[], T]) -> T:
        """What the work gives, tried again as long as it raises `Passing`.

        Raises:
            Passing: It still does after the last try.
        """
        for turn in range(self.tries - 1):
            try:
                return work()
            except Passing as passing:
                self.sleep(self.pause(turn, asked=passing.after))
        return work()

    def pause(self, turn: int, *, asked: float) -> float:
        """How long to wait after a try, counted from 0; never less than asked for."""
        span = min(self.longest, self.first * 2.0**turn)
        return max(span * (1 - self.draw() / 2), min(asked, self.at_most))
