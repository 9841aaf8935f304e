import os
from pathlib import Path

import pytest

from tests.sheets_emulator.replay import Outcome, exchanges, replay

ENVIRONMENT = "LANGNGHE_CORPUS"
BESIDE = Path("../shared/corpus/sheets_v4_exchanges.jsonl.gz")
SHORT = "Drive v2 answers an upload with a long record of the file; ours is short"
REASONS = {
    ("ClientTest.test_import_csv", 3): SHORT,
    ("ClientTest.test_import_csv", 11): SHORT,
}
"""Every recorded answer that the emulator does not give, and why."""


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    named = os.environ.get(ENVIRONMENT)  # noqa: TID251 - where the recordings lie
    path = Path(named) if named else Path(__file__).parents[2] / BESIDE
    if not path.exists():
        pytest.skip(f"NOT HELD AGAINST GOOGLE: no recordings at {path}; {ENVIRONMENT}")
    return replay(exchanges(path))


def test_ninety_nine_in_a_hundred_recorded_answers_are_given_again(
    outcome: Outcome,
) -> None:
    assert outcome.rate >= 0.99


def test_every_recorded_status_is_given_again(outcome: Outcome) -> None:
    assert outcome.other_statuses == []


def test_every_other_answer_has_its_reason(outcome: Outcome) -> None:
    assert {(one.cassette, one.index) for one in outcome.differences} == set(REASONS)


def test_most_of_what_was_recorded_can_be_replayed(outcome: Outcome) -> None:
    sheets = [name for name in outcome.replayed if name.startswith("sheets.")]
    assert sum(outcome.replayed[name] for name in sheets) >= 1371
