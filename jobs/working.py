"""Working: the timetable of one installation, from the settings to the loop."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

from jobs import catalogue, runner
from jobs.catalogue import JOBS, Site
from jobs.refusals import REFUSALS, Refused
from jobs.runner import Runner
from sync.configuration.timetable import times

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import datetime
    from threading import Event

    from jobs.catalogue import Done

SENDING = ("post",)
"""The jobs that wait for somebody else's machine."""
log = logging.getLogger("langnghe.jobs")
_DIED = (
    "Các việc theo giờ đã dừng vì một lỗi của chương trình; xin xem nhật ký của máy và "
    "chạy lại."
)


def work(site: Site, *, stop: Event) -> None:
    """Do every job when it is due, until told to stop.

    Letters have a thread of their own: however slow a mail server answers, what
    customers send reaches the register meanwhile.
    """
    site = replace(site, stop=stop)
    books = [name for name in JOBS if name not in SENDING]
    alive = site.desk.claims.alive(catalogue.owner(), now=site.clock())
    with alive, beside(lambda: _run(site, SENDING), stop=stop):
        _run(site, books)


def _run(site: Site, jobs: Collection[str]) -> None:
    runner.run(make_runner(site, jobs), clock=site.clock, stop=site.stop)


@contextmanager
def beside(at_work: Callable[[], None], *, stop: Event) -> Iterator[None]:
    """The jobs in a thread of their own while the block lasts.

    Pages that promise an answer are worth nothing without the jobs: where these end by
    a mistake of the program, all is stopped, so that whoever watches starts it again.

    Args:
        at_work: Does the jobs until told to stop.
        stop: Ends the block and the jobs.

    Raises:
        Refused: The jobs ended by a mistake of the program, which was logged.
        Exception: What they were refused, where that is for people to mend.
    """
    died: list[BaseException] = []
    worker = Thread(target=_watched, args=(at_work, stop, died))
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()
    for error in died:
        raise error if isinstance(error, REFUSALS) else Refused(_DIED)


def _watched(
    at_work: Callable[[], None], stop: Event, died: list[BaseException]
) -> None:
    try:
        at_work()
    except BaseException as error:
        if not isinstance(error, REFUSALS):
            log.critical("jobs", exc_info=error)
        died.append(error)
        stop.set()


def make_runner(site: Site, jobs: Collection[str] = JOBS) -> Runner:
    """The runner of an installation, with these of the jobs that this program has."""
    desk, clock = site.desk, site.clock
    lines = desk.settings.timetable.lines
    return Runner(
        jobs={name: _at(name, site) for name in jobs},
        times={name: times(lines[name]) for name in jobs},
        idle={"flush": lambda: desk.queue.length() == 0},
        claims=desk.claims,
        owner=catalogue.owner(),
        works=lambda day: desk.works(day, now=clock()),
    )


def _at(name: str, site: Site) -> Callable[[datetime], Done]:
    return lambda _: JOBS[name](site)
