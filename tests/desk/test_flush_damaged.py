"""A damaged log keeps no customer out of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs import flush
from sheets_schema.codes import track_code
from tests.sending import form

if TYPE_CHECKING:
    from tests.desk.conftest import Trial


def send(trial: Trial, number: int) -> None:
    consent = {"purpose": "Nhận khảo sát", "given": "Có", "person": "An"}
    sent = form(
        f"token-{number}",
        track_code=track_code(number),
        at=trial.now,
        fields={"kind": "Khiếu nại", "description": f"Giao chậm lần {number}"},
        consents=(consent,),
    )
    trial.desk.queue.put(sent, another_code=lambda: track_code(number + 1000))


def test_consents_wait_for_their_tab_and_cases_do_not(trial: Trial) -> None:
    consents = trial.store.tab("consent")
    at = consents.keys.index("consent.case")
    consents.put(1, at, None)
    send(trial, 1)
    assert flush.run(trial.desk, now=trial.now).written == 1
    consents.put(1, at, "consent.case")
    flush.run(trial.desk, now=trial.now)
    send(trial, 2)
    flush.run(trial.desk, now=trial.now)
    cases = [row["code"] for row in trial.rows("f01")]
    assert [row["case"] for row in trial.rows("consent")] == cases
