"""What may yet succeed is tried again, a little later each time, and not for ever."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from sync.retry import Passing, Patience


class Refusal(Passing):
    def __init__(self, after: float = 0.0) -> None:
        super().__init__()
        self.after = after


@dataclass
class Work:
    """Fails so many times, asking for a pause, then gives its number of tries."""

    failures: int
    after: float = 0.0
    tries: int = 0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> int:
        self.tries += 1
        if self.tries <= self.failures:
            raise Refusal(self.after)
        return self.tries

    def patience(self, draw: float = 0.0) -> Patience:
        return Patience(sleep=self.slept.append, draw=lambda: draw)


def test_work_that_succeeds_is_done_once_without_waiting() -> None:
    work = Work(0)
    assert (work.patience().insist(work), work.slept) == (1, [])


def test_pauses_double_up_to_the_longest() -> None:
    work = Work(5)
    assert work.patience().insist(work) == 6
    assert work.slept == [1, 2, 4, 8, 16]


def test_pauses_are_cut_at_random_by_a_half_at_most() -> None:
    work = Work(3)
    work.patience(draw=1.0).insist(work)
    assert work.slept == [0.5, 1, 2]


def test_a_pause_that_is_asked_for_is_kept_but_not_without_bounds() -> None:
    short, long = Work(1, after=7), Work(1, after=7000)
    for work in (short, long):
        work.patience().insist(work)
    assert (short.slept, long.slept) == ([7], [120])


def test_in_the_end_the_last_refusal_is_told() -> None:
    work = Work(100)
    with pytest.raises(Refusal):
        work.patience().insist(work)
    assert work.tries == 6


def test_what_will_not_pass_is_told_at_once() -> None:
    def broken() -> None:
        raise KeyError

    slept: list[float] = []
    with pytest.raises(KeyError):
        Patience(sleep=slept.append).insist(broken)
    assert slept == []
