"""The whole way behind the front door, wherever the books are kept."""

from __future__ import annotations

import json
import re
import time
from contextlib import closing
from typing import TYPE_CHECKING

from jobs.mailing.folder import LETTERS
from sheets_schema import codes
from sheets_schema.books.shelf import BOARD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.journey.conftest import House

PATIENCE = 60
"""Seconds for what takes five where nothing else runs."""
QUESTIONS = """\
id,text,scale,track
q1,Nhìn chung Quý khách hài lòng đến mức nào?,1-5,chung
"""
ANSWERS = "q1\n5\n4\n4\n"


def told(house: House, *words: str) -> Mapping[str, object]:
    """What a command says to scripts; it has to go well."""
    done = house.run(*words, "--json")
    assert done.returncode == 0, done.stderr
    found: Mapping[str, object] = json.loads(done.stdout)
    return found


def test_what_a_customer_sends_stands_in_the_sheet_before_anybody_asks(
    house: House,
) -> None:
    house.serve()
    with closing(house.line()) as line:
        answer = house.send(line, description="Giao hàng chậm ba ngày")
        line.request("GET", answer.way)
        page = line.getresponse().read().decode()
    until = time.monotonic() + PATIENCE
    while not house.books.rows("f01"):
        assert time.monotonic() < until
        time.sleep(0.2)
    assert house.stop() == 0
    (row,) = house.books.rows("f01")
    code = re.search(r"\b(\d{4}) (\d{3}) (\d{3})\b", page)
    assert code is not None
    assert codes.bare(str(row["track_code"])) == "".join(code.groups())
    assert (row["phone"], row["name"]) == ("0912345678", "Nguyễn Văn An")


def test_a_case_that_staff_typed_is_taken_and_a_second_review_changes_nothing(
    house: House,
) -> None:
    house.books.type(3, description="Giao hàng chậm", kind="Khiếu nại")
    first = told(house, "run", "review", "--now", "2026-03-06T10:00")
    assert first["changed_cells"]
    house.books.type(3, owner="Người phụ trách", email="kh@example.com")
    for job in ("all", "all", "review"):  # the last one tells that letters are gone
        told(house, "run", job, "--now", "2026-03-06T10:02")
    last = told(house, "run", "review", "--now", "2026-03-06T10:02")
    assert (last["changed_cells"], last["writes"], last["held"]) == (0, 0, False)
    (row,) = house.books.rows("f01")
    assert row["taken_at"]
    assert [it["case"] for it in house.books.rows("f02")] == [row["code"]]
    sent = [path.read_text() for path in (house.folder / LETTERS).iterdir()]
    assert any("kh@example.com" in letter for letter in sent)


def test_a_year_of_answers_becomes_a_tab_of_the_board(house: House) -> None:
    for tab, words in (("question", QUESTIONS), ("answer", ANSWERS)):
        file = house.folder / f"{tab}.csv"
        file.write_text(words, encoding="utf-8")
        keys = words.partition("\n")[0].split(",")
        maps = [word for key in keys for word in ("--map", f"{key}={tab}.{key}")]
        campaign = ("--set", f"{tab}.campaign=KS-2025-0001")
        told(house, "import", f"{file}", *maps, *campaign, "--apply")
    before = house.books.titles(BOARD)
    done = told(house, "run", "survey", "--summary", "2025")
    assert done["slips"] == 3
    assert {*house.books.titles(BOARD)} - {*before} == {done["tab"]}


def test_a_new_desk_lacks_people_and_nothing_of_its_books(house: House) -> None:
    done = house.run("doctor", "--json")
    said = [one["what"] for one in json.loads(done.stdout)["findings"]]
    assert not [what for what in said if "Sổ " in what or "Google" in what]
    again = house.run("init", "--company", "Công ty Ánh Dương")
    assert (again.returncode, "Bàn đã có sẵn" in again.stdout) == (0, True)
