"""The pulse: a desk whose jobs do not run any more is told to machines and people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from forms_app import company

if TYPE_CHECKING:
    from tests.desk.conftest import Trial


@pytest.mark.parametrize(("minutes", "late"), [(1, False), (5, False), (7, True)])
def test_machines_are_told_that_reviews_no_longer_happen(
    trial: Trial, *, minutes: int, late: bool
) -> None:
    trial.review()
    trial.desk.claims.heartbeat("review", now=trial.now)
    trial.now += timedelta(minutes=minutes)
    pages = company.desk(trial.desk, clock=lambda: trial.now)
    assert pages.health()["review_late"] is late
