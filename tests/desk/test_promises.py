"""The page of thanks and the letter of thanks promise the same moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms_app.company import SettingsOffice
from forms_app.language import languages

if TYPE_CHECKING:
    from tests.desk.conftest import Trial


@pytest.mark.parametrize(
    ("kind", "letter", "promise"),
    [
        ("Khiếu nại", "C01", "reply_by"),
        ("Hỏi thông tin", "C01h", "reply_by"),
        ("Lời khen", "C11k", "reply_by"),
        ("Góp ý", "C11", "decide_by"),
    ],
)
def test_the_page_promises_the_moment_of_the_letter_m13(
    trial: Trial, kind: str, letter: str, promise: str
) -> None:
    row = {"description": "Giao hàng chậm", "kind": kind, "email": "kh@example.com"}
    trial.type("f01", 3, received_at="6/3/2026 9:42", **row)
    promises = SettingsOffice(trial.office, abroad=False).promised(kind, trial.now)
    moment = getattr(promises, promise)
    trial.review(times=2)
    (sent,) = (one for one in trial.letters() if one.letter.template == letter)
    assert f"trước {languages()['vi'].moment(moment)}" in sent.letter.body
    assert (promises.decide_by is None) == (kind != "Góp ý")
    assert (promises.reply_by is None) == (kind == "Góp ý")
