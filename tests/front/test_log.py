"""What a long run logs: with its moment, and a thing once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from jobs.front.terminal import RepeatFilter, log_with_times

if TYPE_CHECKING:
    import pytest


def record(said: str, *, after: float = 0, name: str = "langnghe.post") -> bool:
    made = logging.LogRecord(name, logging.WARNING, "", 0, said, (), None)
    made.created = after
    return ONCE.filter(made)


ONCE = RepeatFilter()


def test_what_a_part_says_again_is_shown_once_until_it_changes_or_an_hour_passes() -> (
    None
):
    said = [("a", 0), ("a", 60), ("b", 120), ("a", 180), ("a", 240), ("a", 4000)]
    shown = [record(words, after=at) for words, at in said]
    assert shown == [True, False, True, True, False, True]


def test_a_line_of_the_log_begins_with_its_moment(
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = logging.getLogger()
    before = [*root.handlers]
    log_with_times()
    try:
        logging.getLogger("langnghe.jobs").warning("review: chưa đọc được sổ.")
    finally:
        for handler in set(root.handlers) - {*before}:
            root.removeHandler(handler)
    line = capsys.readouterr().err
    assert line.endswith(" review: chưa đọc được sổ.\n")
    assert line[2] == line[5] == "/"
    assert line[13] == line[16] == ":"
