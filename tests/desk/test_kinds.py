"""Kinds of letters: one table says who gets each, when and how often."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.company.office import Recipient
from sheets_schema.procedure.pack import load
from sheets_schema.timing.quiet import When
from sheets_schema.words import FeedbackKind
from sheets_schema.writing import kinds
from sheets_schema.writing.kinds import KINDS, Audience

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.writing.kinds import LetterKind
    from tests.desk.conftest import Trial

HA = Recipient("Trần Thu Hà", "Ha@example.com", "CSKH")


class Anything(dict[str, str]):
    """Says something in whatever place."""

    def __missing__(self, place: str) -> str:
        return f"({place})"


def test_every_letter_of_a_new_book_has_its_kind_and_every_kind_its_words() -> None:
    assert [one["key"] for one in load("texts", "letters")["letter"]] == [*KINDS]


@pytest.mark.parametrize(
    ("kind", "about", "key"),
    [
        (kinds.C01, {"ref": "F01-2026-0001"}, "thanks:F01-2026-0001"),
        (kinds.C11K, {"ref": "F01-2026-0001"}, "thanks:F01-2026-0001"),
        (kinds.N01, {"ref": "F01-2026-0001"}, "N01:F01-2026-0001:ha@example.com"),
        (
            kinds.N05A,
            {"ref": "F01-2026-0001", "clock": "k1", "due": "202603061040"},
            "N05a:F01-2026-0001:k1:202603061040:ha@example.com",
        ),
        (kinds.N06, {"ref": "2026-03-09"}, "N06:2026-03-09:ha@example.com"),
        (
            kinds.N14,
            {"matter": "2026-03-09:f01:0a1b2c3d4e5f"},
            "N14:2026-03-09:f01:0a1b2c3d4e5f:ha@example.com",
        ),
        (kinds.N14R, {"matter": "2026-11"}, "N14r:2026-11:ha@example.com"),
        (kinds.N18, {"ref": "survey-2026"}, "N18:survey-2026:Ha@example.com"),
    ],
    ids=lambda given: getattr(given, "key", ""),
)
def test_a_letter_keeps_the_key_that_ledgers_know_it_by(
    trial: Trial, kind: LetterKind, about: Mapping[str, Any], key: str
) -> None:
    letter = kinds.write(kind, HA, Anything(), office=trial.office, **about)
    assert letter
    assert letter.key == key


def test_a_letter_to_nobody_yet_has_the_key_of_its_matter(trial: Trial) -> None:
    nobody = Recipient("", "", "CSKH")
    letter = kinds.write(
        kinds.N01, nobody, Anything(), office=trial.office, ref="F01-1"
    )
    assert letter
    assert (letter.key, letter.to_address) == ("N01:F01-1", "")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_letter_of_each_kind_is_greeted_and_signed_for_its_readers(
    trial: Trial, kind: LetterKind
) -> None:
    letter = kinds.write(kind, HA, Anything(), office=trial.office)
    assert letter
    is_for_customers = Audience.CUSTOMER in kind.audience
    assert letter.body.startswith("Kính gửi Quý khách") is is_for_customers
    assert "\n\nTrân trọng,\nBộ phận Chăm sóc khách hàng\n" in letter.body


def test_a_kind_that_staff_switched_off_is_not_written(trial: Trial) -> None:
    off = replace(trial.office.templates["N04"], on=False)
    office = replace(trial.office, templates={"N04": off})
    written = kinds.write(kinds.N04, HA, Anything(), office=office)
    assert written is None


def test_a_place_that_nobody_filled_is_a_mistake_of_the_program(trial: Trial) -> None:
    with pytest.raises(KeyError, match="viec"):
        kinds.write(kinds.N04, HA, {"so": "F01-1"}, office=trial.office)


def test_a_letter_that_only_a_newer_program_knows_keeps_the_hours_of_its_readers() -> (
    None
):
    assert kinds.of("C99").when is When.DAYTIME
    assert kinds.of("N99").when is When.WORKING


def test_m13_every_kind_that_is_promised_an_answer_has_its_letter_of_thanks() -> None:
    assert {*kinds.THANKS} == {
        FeedbackKind.COMPLAINT,
        FeedbackKind.QUESTION,
        FeedbackKind.SUGGESTION,
        FeedbackKind.COMPLIMENT,
    }
