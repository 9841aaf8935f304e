"""What a command tells of an error in one sentence, and what it does not."""

from __future__ import annotations

import errno
import os

import pytest

from jobs.refusals import Refused, sentence


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(errno.ENOENT, "x", "a.csv"), "không có tệp hay thư mục này"),
        (PermissionError(errno.EACCES, "x", "a.csv"), "không có quyền đọc hoặc ghi"),
        (OSError(errno.ENOSPC, "x", "a.csv"), "ổ đĩa đã đầy"),
        (IsADirectoryError(errno.EISDIR, "x", "a.csv"), "đây là một thư mục"),
    ],
)
def test_an_error_of_the_machine_is_told_in_words_of_the_desk(
    error: OSError, said: str
) -> None:
    told = sentence(error)
    assert told is not None
    assert told.startswith(f"Không làm được: {said}")
    assert told.endswith(" (a.csv).")


def test_a_server_that_is_silent_is_told_as_such() -> None:
    assert sentence(TimeoutError()) == "Không làm được: máy chủ không trả lời."


def test_an_error_that_nobody_thought_of_keeps_its_own_words() -> None:
    code = errno.EXDEV
    assert sentence(OSError(code, os.strerror(code))) == (
        f"Không làm được: hệ điều hành báo lỗi {code}, “{os.strerror(code)}”."
    )


def test_a_mistake_of_the_program_is_no_refusal() -> None:
    assert sentence(ZeroDivisionError()) is None


def test_a_refusal_is_its_own_sentence() -> None:
    assert sentence(Refused("Xin đóng sổ.")) == "Xin đóng sổ."
