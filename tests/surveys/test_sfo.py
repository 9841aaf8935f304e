"""Six years of a real survey, each figure beside an independent calculation.

The data is not part of the project: LANGNGHE_DATA names the folder that holds
``surveys/sfo_2010.csv.gz`` … ``sfo_2015.csv.gz`` (City of San Francisco, DataSF).
"""

import csv
import gzip
import os
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import NormalDist, mean
from typing import TYPE_CHECKING

import pytest

from sheets_schema.records import Row
from sheets_schema.surveys import survey
from sheets_schema.surveys.figures import Figure, Summary
from sheets_schema.surveys.survey import SurveyTabs

if TYPE_CHECKING:
    from sheets_schema.reading.typed import Raw

DATA = os.environ.get("LANGNGHE_DATA", "")  # noqa: TID251 - only the machine knows where the data is
YEARS = range(2010, 2016)
pytestmark = pytest.mark.skipif(
    not DATA, reason="LANGNGHE_DATA does not name a folder with surveys/sfo_*.csv.gz"
)

# what was asked, and under which name in 2010 … 2015; the columns change names
ASKED = {
    "whole": "Q6N Q8N Q8N_WHOLE Q7O_WHOLE Q7ALL Q7ALL",
    "art": "Q6A Q8A Q8A_ART Q7A_ART Q7ART Q7ART",
    "food": "Q6B Q8B Q8B_FOOD Q7B_FOOD Q7FOOD Q7FOOD",
    "shops": "Q6C Q8C Q8C_SHOP Q7C_SHOPS Q7STORE Q7STORE",
    "signs": "Q6D Q8D Q8D_SIGNS Q7D_SIGNS Q7SIGN Q7SIGN",
    "walkways": "Q6E Q8E Q8E_WALK Q7E_WALK Q7WALKWAYS Q7WALKWAYS",
    "screens": "Q6F Q8F Q8F_SCREENS Q7F_SCREENS Q7SCREENS Q7SCREENS",
    "wifi": "- - - Q7I_WIFI Q7WIFI Q7WIFI",
    "rental": "Q6M Q8M Q8M_RENTAL Q7N_RENTAL Q7RENTAL Q7RENTAL",
    "boarding": "Q8A Q10A Q10A_CLNBOARD Q9A_CLNBOARD Q9BOARDING Q9BOARDING",
    "restroom": "Q8F Q10F Q10F_CLNBATH Q9E_CLNBATH Q9RESTROOM Q9RESTROOM",
    "safe": "Q9 Q11 Q11SAFE Q10SAFE Q10SAFE Q10SAFE",
    "find": "Q13A Q15A Q15A_FIND Q14A_FIND Q14FIND Q14FIND",
}


def columns(year: int) -> dict[str, str]:
    """The year's column of each track that was asked."""
    names = {track: line.split()[year - YEARS[0]] for track, line in ASKED.items()}
    return {track: name for track, name in names.items() if name != "-"}


@cache
def slips(year: int) -> tuple[dict[str, str], ...]:
    path = Path(DATA) / "surveys" / f"sfo_{year}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", errors="replace") as lines:
        return tuple(csv.DictReader(lines))


def answers(year: int) -> Iterator[Row]:
    """As an import maps them: every year has columns of its own."""
    for line, slip in enumerate(slips(year), 3):
        cells: dict[str, Raw] = {"campaign": f"KS-{year}"}
        named = {f"{t}_{year}": slip[c] for t, c in columns(year).items()}
        yield Row(line, cells | {key: raw for key, raw in named.items() if raw})


def questions() -> Iterator[Row]:
    for year in YEARS:
        for place, track in enumerate(columns(year)):
            cells: dict[str, Raw] = {
                "id": f"{track}_{year}",
                "order": place,
                "scale": "1-5",
                "not_applicable": "6",
                "track": track,
                "campaign": f"KS-{year}",
            }
            yield Row(3 + place, cells)


def summarised(year: int) -> Summary:
    both = (row for one in (year - 1, year) if one in YEARS for row in answers(one))
    return survey.summarise(SurveyTabs((), questions(), (), both), year=year)


def plain(year: int, track: str) -> list[Fraction]:
    """The valid marks of a question, one by one."""
    column = columns(year).get(track)
    given = (slip[column].strip() for slip in slips(year)) if column else iter(())
    return [Fraction(int(text)) for text in given if text in {"1", "2", "3", "4", "5"}]


def good(marks: list[Fraction]) -> Fraction:
    return Fraction(sum(mark in {4, 5} for mark in marks), len(marks))


def spread(marks: list[Fraction]) -> tuple[float, float]:
    """Wilson's interval in another form: the roots of the score's equation."""
    z, n, p = NormalDist().inv_cdf(0.975), len(marks), float(good(marks))
    a, b, c = n + z * z, -(2 * n * p + z * z), n * p * p
    root = (b * b - 4 * a * c) ** 0.5
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def check(year: int, figure: Figure) -> None:
    track = figure.question.track
    marks, before = plain(year, track), plain(year - 1, track) if year > 2010 else []
    assert figure.marks.n == len(marks)
    assert figure.marks.mean == float(mean(marks))
    assert figure.share == float(good(marks))
    assert [figure.marks.counts[m] for m in range(1, 6)] == [
        marks.count(Fraction(m)) for m in range(1, 6)
    ]
    found = figure.interval(figure.marks)
    assert (found.low, found.high) == pytest.approx(spread(marks))
    assert figure.share_before == (float(good(before)) if before else None)
    if before:
        (low, high), (was_low, was_high) = spread(marks), spread(before)
        assert figure.clear == (low > was_high or was_low > high)


@pytest.mark.parametrize("year", YEARS)
def test_q29_each_figure_of_a_real_year_equals_an_independent_one(year: int) -> None:
    found = summarised(year)
    assert found.slips == len(slips(year))
    assert {f.question.track for f in found.figures} == columns(year).keys()
    for figure in found.figures:
        check(year, figure)


@pytest.mark.parametrize("year", YEARS)
def test_every_slip_of_a_real_year_is_an_answer_or_none(year: int) -> None:
    for figure in summarised(year).figures:
        marks = figure.marks
        not_marks = marks.not_applicable + marks.blank + sum(marks.outside.values())
        column = columns(year)[figure.question.track]
        given = [slip[column].strip() for slip in slips(year)]
        assert marks.n + not_marks == len(given)
        assert marks.not_applicable == given.count("6")
        assert marks.blank == given.count("0") + given.count("")
