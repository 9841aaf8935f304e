"""Working: jobs that die by a mistake of the program are noticed."""

from threading import Event

import pytest

from jobs import working
from jobs.refusals import Refused


def test_jobs_that_die_stop_the_pages_and_the_program_says_so() -> None:
    def broken() -> None:
        raise ZeroDivisionError

    stop = Event()
    with (
        pytest.raises(Refused, match="đã dừng vì một lỗi của chương trình"),
        working.beside(broken, stop=stop),
    ):
        assert stop.wait(10)


def test_jobs_that_are_told_to_stop_end_with_the_pages() -> None:
    stop, ended = Event(), Event()

    def at_work() -> None:
        stop.wait()
        ended.set()

    with working.beside(at_work, stop=stop):
        pass
    assert ended.is_set()
