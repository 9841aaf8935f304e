"""Strings that break programs, and real Vietnamese in its old encodings."""

from __future__ import annotations

import csv
import gzip
import json
import unicodedata
from typing import TYPE_CHECKING

from sheets_schema.cells import clean
from sheets_schema.reading.typed import visible
from sync.foreign import tables as foreign
from tests.importing.conftest import data, maps, needs_data

if TYPE_CHECKING:
    from tests.importing.conftest import Hall

pytestmark = needs_data


def test_strings_that_break_programs_come_as_they_are(hall: Hall) -> None:
    strings = json.loads(data("hostile/blns.json").read_text(encoding="utf-8"))
    wicked = [text for text in strings if visible(text)]
    file = hall.folder.parent / "a.csv"
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([["Mã", "Ý"], *enumerate(wicked)])
    words = (*maps(tab="f01", description="Ý", contract="Mã"), "--key", "Mã")
    assert hall.bring(file, *words)["written"] == len(wicked)
    held = dict(
        zip(
            hall.cells("f01", "contract"), hall.cells("f01", "description"), strict=True
        )
    )
    seen = {f"{at}": clean(text) for at, text in enumerate(wicked)}
    assert {at: held[at] for at in held if held[at] != seen[at]} == {}


def test_one_paragraph_in_two_encodings_is_one_text() -> None:
    texts = []
    for name in ("hostile/vi_utf-8.txt", "hostile/vi_windows-1258.txt"):
        (table,) = foreign.tables(data(name))
        words = (f"{cell}" for line in table.lines() for cell in line)
        texts.append(unicodedata.normalize("NFC", ",".join(words)))
    assert texts[0] == texts[1]


def test_real_reviews_come_composed_and_whole(hall: Hall) -> None:
    file = data("vi_text/uit_viocd.csv.gz")
    words = (*maps(tab="f01", description="review"), "--key", "id")
    done = hall.bring(file, *words)
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        source = list(csv.DictReader(lines))
    first = {it["id"]: clean(it["review"]) for it in reversed(source)}
    assert done["written"] + done["doubles"] + done["blank"] == len(source)
    assert set(hall.cells("f01", "description")) == set(first.values())
