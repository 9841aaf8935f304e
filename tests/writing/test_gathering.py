"""Of the letters that one person would get at a time, one goes and names the others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sheets_schema.writing.gathering import gathered
from sheets_schema.writing.letter import Letter
from tests.plainweek import ZONE

NOW = datetime(2026, 3, 6, 10, 40, tzinfo=ZONE)
HOUR = timedelta(hours=1)
BODY = "Kính gửi Trần Thu Hà,\n\nHồ sơ {ref} quá hạn.\n\nTrân trọng,\nBộ phận CSKH"


def letter(number: int, template: str = "N05a", **how: Any) -> Letter:
    ref = f"F01-2026-{number:04}"
    said: dict[str, Any] = {
        "key": f"{template}:{ref}",
        "template": template,
        "to_name": "Trần Thu Hà",
        "to_address": "ha@example.com",
        "role": "CSKH",
        "ref": ref,
        "clock": "k1",
        "step": "due",
        "subject": f"[Quá hạn] {ref} · Cử người",
        "body": BODY.format(ref=ref),
        "not_before": NOW,
    }
    return Letter(**said | how)


def test_a_letter_that_goes_alone_is_as_it_was() -> None:
    assert gathered(letter(1), [], now=NOW) == letter(1)


def test_a_letter_names_what_else_is_called_for_and_what_will_be_within_the_hour() -> (
    None
):
    line = "F01-2026-0003 · Phúc đáp khách · hạn 11:00 thứ Sáu 06/03"
    soon = letter(3, subject=line, not_before=NOW + HOUR / 3)
    new = letter(4, "N01", subject="[CSKH] Mới: Khiếu nại")
    said = gathered(letter(1), [new, letter(2), soon], now=NOW)
    assert said.subject == "[Quá hạn] F01-2026-0001 · Cử người · cùng 3 hồ sơ khác"
    assert said.body == (
        "Kính gửi Trần Thu Hà,\n\nHồ sơ F01-2026-0001 quá hạn.\n\n"
        "Lúc này còn:\n"
        "- [Quá hạn] F01-2026-0002 · Cử người\n"
        "- F01-2026-0004 · [CSKH] Mới: Khiếu nại\n\n"
        f"Trong một giờ tới:\n- {line}\n\n"
        "Trân trọng,\nBộ phận CSKH"
    )


def test_a_case_is_named_once_however_many_letters_it_called_for() -> None:
    same = letter(1, "N01")
    both = [letter(2, "N04", subject="[Sắp đến hạn] F01-2026-0002"), letter(2)]
    said = gathered(letter(1), [same, *both], now=NOW)
    assert said.body.count("F01-2026-0002") == 1
    assert said.body.count("F01-2026-0001") == 1
    assert "[Quá hạn] F01-2026-0002" in said.body
