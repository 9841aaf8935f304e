"""The terminal: what a person in front of it is asked, told and shown meanwhile."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_T = TypeVar("_T")


def asked(question: str, given: str | None, default: str) -> str:
    """An option, or what a person at a terminal answers, or the default."""
    if given is not None or not sys.stdin.isatty():
        return given if given is not None else default
    return str(click.prompt(question, default=default))


def as_given(question: str, given: str | None, default: str) -> str:
    """An option where nobody needs to be asked; empty where it was not given."""
    del question, default
    return given or ""


def log_with_times() -> None:
    """Let what a long run has to say stand on the terminal with its moment.

    What a part says again and again is shown once an hour.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", _MOMENT))
    handler.addFilter(RepeatFilter())
    logging.getLogger().addHandler(handler)


_MOMENT = "%d/%m/%Y %H:%M:%S"


class RepeatFilter(logging.Filter):
    """Leaves out what a part of the program said last, for an hour."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, tuple[str, float]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a message is new."""
        said, before = record.getMessage(), self._last.get(record.name)
        if before and before[0] == said and record.created - before[1] < _HOUR:
            return False
        self._last[record.name] = said, record.created
        return True


_HOUR = 3600


def say(figures: object, words: str, *, as_json: bool) -> None:
    """What a command did: words for people, or one JSON object for scripts."""
    if not as_json:
        click.echo(words)
        return
    import json  # noqa: PLC0415 - loaded by what uses it

    click.echo(json.dumps(figures, ensure_ascii=False))


def watched(of: Iterable[_T], *, label: str, length: int) -> Iterator[_T]:
    """The same items; on a terminal a bar shows how far the work has come."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(of, length, label, file=sys.stderr, hidden=hidden) as bar:
        yield from bar
