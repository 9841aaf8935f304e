"""The database is taken away under a running desk: nobody is thanked for nothing."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sync.bootstrap import DATABASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journey.conftest import House


def deleted(folder: Path) -> None:
    for file in folder.glob(f"{DATABASE}*"):
        file.unlink()


def moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


@pytest.mark.parametrize("books", ["workbook"], indirect=True)
@pytest.mark.parametrize("what_people_do", [deleted, moved])
def test_a_form_sent_to_a_desk_without_its_database_gets_its_words_back(
    house: House, what_people_do: Callable[[Path], None]
) -> None:
    house.serve("--no-jobs")
    with closing(house.line()) as line:
        assert house.send(line, description="Giao thiếu một thùng").status == 303
        what_people_do(house.folder)
        answer = house.send(line, description="Gọi mãi không ai nghe máy")
        line.request("GET", "/healthz")
        health = line.getresponse()
        health.read()
    assert (answer.status, answer.way) == (503, "")
    assert "chưa lưu được" in answer.page
    assert "Gọi mãi không ai nghe máy" in answer.page
    assert health.status == 503
