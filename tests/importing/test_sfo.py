"""Six years of a real survey, imported and summed up by the command line alone.

Marks are 1 to 5; 6 does not apply, 0 and blank are no answer. The columns change their
names from year to year. Each figure of the report stands beside an independent one.
"""

from __future__ import annotations

import csv
import gzip
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.effort import rounds
from tests.importing.conftest import data, maps, needs_data
from tests.surveys.test_sfo import ASKED, YEARS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.importing.conftest import Hall

pytestmark = needs_data
TRACKS = tuple(ASKED)
TRIED = YEARS[: rounds(2, deep=len(YEARS))]


def file(year: int) -> str:
    return f"surveys/sfo_{year}.csv.gz"


@cache
def slips(year: int) -> tuple[dict[str, str], ...]:
    path = data(file(year))
    with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as lines:
        return tuple(csv.DictReader(lines))


def columns(year: int) -> dict[str, str]:
    """The year's heading of each track that was asked."""
    named = {track: line.split()[year - YEARS[0]] for track, line in ASKED.items()}
    return {track: name for track, name in named.items() if name != "-"}


def marks(year: int, track: str) -> list[int]:
    """The valid answers of a track in a year, one by one."""
    column = columns(year).get(track)
    told = (slip[column].strip() for slip in slips(year)) if column else ()
    return [int(text) for text in told if text in {"1", "2", "3", "4", "5"}]


def share(year: int, track: str) -> float | None:
    valid = marks(year, track)
    return (
        float(Fraction(sum(mark > 3 for mark in valid), len(valid))) if valid else None
    )


def ask(hall: Hall) -> None:
    """One set of questions for all years: the file names them."""
    lines = (f"q{at};{track};1-5;6;{track}" for at, track in enumerate(TRACKS, 1))
    file = hall.file("\n".join(("id;text;scale;not_applicable;track", *lines)))
    keys = ("id", "text", "scale", "not_applicable", "track")
    hall.bring(file, *maps(tab="question", **{key: key for key in keys}))


def answer(hall: Hall, year: int) -> None:
    named = {
        f"q{TRACKS.index(track) + 1}": name for track, name in columns(year).items()
    }
    words = (*maps(tab="answer", **named), "--key", "RESPNUM")
    words = (*words, "--set", f"answer.campaign=KS-{year}-0001")
    done = hall.bring(data(f"surveys/sfo_{year}.csv.gz"), *words)
    assert (done["written"], done["doubles"]) == (len(slips(year)), 0)


def grids(board: Path, year: int) -> list[dict[str, dict[str, Any]]]:
    """The tables of a year's report that name questions, by question and heading."""
    found: list[dict[str, dict[str, Any]]] = []
    book = openpyxl.load_workbook(board, read_only=True)
    head: list[str] = []
    for line in book[f"Khảo sát {year}"].iter_rows(values_only=True):
        cells = [cell for cell in line if cell is not None]
        if line[0] == "Câu hỏi":
            head = [str(cell) for cell in cells]
            found.append({})
        elif line[0] in TRACKS and head:
            found[-1][str(line[0])] = dict(zip(head, line, strict=False))
    book.close()
    return found


def compare(year: int, rated: dict[str, Any], spread: dict[str, Any]) -> None:
    track = rated["Câu hỏi"]
    now, before = (
        marks(year, track),
        share(year - 1, track) if year > YEARS[0] else None,
    )
    assert rated["n"] == spread["n"] == len(now)
    assert rated[f"Hài lòng {year} (4–5)"] == pytest.approx(share(year, track))
    assert rated["Trung bình"] == pytest.approx(float(Fraction(sum(now), len(now))))
    assert rated.get(f"Hài lòng {year - 1}") == pytest.approx(before)
    for mark in range(1, 6):
        assert spread[f"Điểm {mark}"] * len(now) == pytest.approx(now.count(mark))
    said = [slip[columns(year)[track]].strip() for slip in slips(year)]
    assert spread["Không áp dụng"] == said.count("6")
    assert spread["Không trả lời"] == said.count("0") + said.count("")
    assert spread["Ngoài thang điểm"] == 0


def test_real_years_come_and_every_figure_equals_an_independent_one(hall: Hall) -> None:
    ask(hall)
    for year in TRIED:
        answer(hall, year)
    for year in TRIED:
        done = hall.done("run", "survey", "--summary", f"{year}")
        assert (done["slips"], done["problems"]) == (len(slips(year)), [])
        rated, spread = grids(hall.folder / "lanh-dao.xlsx", year)
        assert rated.keys() == spread.keys() == columns(year).keys()
        for track in rated:
            compare(year, rated[track], spread[track])
