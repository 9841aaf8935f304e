"""Founding: a new desk is made whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from langnghe import main
from sheets_schema.books.shelf import BOOKS
from sync.configuration.settings import FILE, load

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

NAME = ("--company", "Công ty Ánh Dương")
POST = ("--email", "a@example.com")


def init(folder: Path, *words: str) -> Result:
    clean = dict.fromkeys(it for it in os.environ if it.startswith("LANGNGHE_"))  # noqa: TID251 - to be without
    return CliRunner().invoke(
        main, ["init", "--folder", str(folder), *words], env=clean
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*NAME, *POST, "--pack", "nope"), "[procedure] pack"),
        ((*NAME, "--email", "không phải"), "không phải"),
        (POST, "Xin cho biết tên công ty: --company"),
        (("--company", " ", *POST), "Xin cho biết tên công ty: --company"),
        ((*NAME, *POST, "--store", "access"), "access"),
    ],
)
def test_a_wish_that_cannot_be_met_makes_nothing(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    folder = tmp_path / "ban"
    refused = init(folder, *words)
    assert refused.exit_code in {1, 2}
    assert told in refused.stderr
    assert not folder.exists()


def test_what_a_desk_that_is_there_does_not_follow_is_told(tmp_path: Path) -> None:
    words = ("--pack", "misa", "--store", "google", "--company", "Công ty khác")
    assert init(tmp_path, *NAME, *POST).exit_code == 0
    told = init(tmp_path, *words).stdout
    assert "Tên công ty của bàn vẫn là Công ty Ánh Dương" in told
    assert "Bàn vẫn theo quy trình hop-nhat" in told
    assert "Sổ của bàn vẫn nằm ở workbook" in told


@pytest.mark.parametrize("words", [(), NAME, (*NAME, "--pack", "hop-nhat")])
def test_a_second_run_that_wishes_what_is_so_is_told_nothing(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert init(tmp_path, *NAME, *POST).exit_code == 0
    told = init(tmp_path, *words).stdout
    assert told.count("\n") == 2
    assert "vẫn" not in told


def test_a_second_run_needs_no_name_and_changes_nothing(tmp_path: Path) -> None:
    assert init(tmp_path, *NAME, *POST).exit_code == 0
    words = (tmp_path / FILE).read_bytes()
    before = {book: (tmp_path / book.file).read_bytes() for book in BOOKS}
    assert init(tmp_path).exit_code == 0
    assert load(tmp_path, {}).company.name == NAME[1]
    assert (tmp_path / FILE).read_bytes() == words
    assert {book: (tmp_path / book.file).read_bytes() for book in BOOKS} == before
