"""The front door: wrong words are told in one Vietnamese sentence, exit code 2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from langnghe import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("run nosuch", "Không có việc “nosuch”. Có: flush, review, dress"),
        ("run review --now yesterday", "Không hiểu thời điểm “yesterday”"),
        ("run review --summary 2026", "--summary chỉ đi với việc survey"),
        ("run", "Còn thiếu VIỆC. Xem: langnghe run --help"),
        ("nosuch", "Không có lệnh “nosuch”. Xem: langnghe --help"),
        ("doctor --josn", "Không có --josn; có phải --json?"),
        ("doctor --xyz", "Không có --xyz."),
        ("doctor thừa", "Thừa chữ “thừa”."),
        ("doctor --folder", "Sau --folder cần một giá trị."),
        ("doctor --json=1", "Sau --json không có giá trị."),
        ("init --store access", "--store: không có “access”; xin chọn"),
        ("demo --port tám", "--port: “tám” không phải số nguyên."),
        ("doctor --folder tep", "--folder: “/"),
    ],
)
def test_wrong_words_are_told_in_one_sentence(
    tmp_path: Path, words: str, told: str
) -> None:
    (tmp_path / "tep").touch()
    said = [word.replace("tep", str(tmp_path / "tep")) for word in words.split()]
    done = CliRunner().invoke(main, said, prog_name="langnghe")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [(), *((name,) for name in main.commands)])
def test_help_is_vietnamese_at_every_level(command: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, [*command, "--help"], prog_name="langnghe")
    assert done.exit_code == 0
    assert done.stdout.startswith("Cách dùng: langnghe")
    english = r"Usage|Options|Commands|OPTIONS|ARGS|TEXT|INTEGER|DIRECTORY|Show this"
    assert not re.findall(english, done.stdout)
