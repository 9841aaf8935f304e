"""Letters about the desk itself: what stopped, what is late, who is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from jobs import catalogue
from sync.durable.letters import State

if TYPE_CHECKING:
    from pathlib import Path

    from sync.durable.letters import LedgerEntry
    from tests.desk.conftest import Trial

DAY = timedelta(days=1)


def of_kind(trial: Trial, kind: str) -> list[LedgerEntry]:
    return [one for one in trial.letters() if one.letter.template == kind]


def spoil(trial: Trial) -> None:
    """Somebody types over a key of the register."""
    grid = trial.store.tab("f01")
    grid.put(1, grid.keys.index("f01.owner"), "f01.ownr")


def test_a_tab_that_stopped_is_mailed_once_a_day_as_long_as_it_lasts(
    trial: Trial,
) -> None:
    trial.review()
    spoil(trial)
    trial.review(times=3)
    (entry,) = of_kind(trial, "N14")
    assert entry.letter.to_address == "thuy@example.com"
    assert "thiếu khoá f01.owner" in entry.letter.subject
    assert "Việc cần làm: Xin hoàn tác" in entry.letter.body
    trial.now += DAY
    trial.review(times=2)
    assert len(of_kind(trial, "N14")) == 2


def test_a_book_in_order_calls_for_no_alarm(trial: Trial) -> None:
    trial.review(times=2)
    trial.now += 2 * DAY
    trial.review(times=2)
    assert not of_kind(trial, "N14") + of_kind(trial, "N14r")


def test_m1_roles_that_nobody_holds_are_mailed_once_a_week(trial: Trial) -> None:
    trial.review()
    for line in range(3, 20):
        if trial.store.tab("person").cell(line, "person.role") == "Giám đốc":
            trial.type("person", line, role="CSKH")
    trial.review(times=2)
    assert not of_kind(trial, "N14r"), "a new book is being filled in"
    trial.now += 3 * DAY
    trial.review(times=3)
    (entry,) = of_kind(trial, "N14r")
    assert "Giám đốc" in entry.letter.subject
    trial.now += 7 * DAY
    trial.review()
    assert len(of_kind(trial, "N14r")) == 2


def test_a_job_that_does_not_run_is_mailed_by_the_post(
    trial: Trial, tmp_path: Path
) -> None:
    trial.review()
    claims, began = trial.desk.claims, trial.now
    claims.heartbeat("review", now=began)
    claims.heartbeat("post", now=began)
    site = catalogue.Site(trial.desk, tmp_path, lambda: trial.now)
    trial.now = began + timedelta(hours=1)
    catalogue.run("post", site)
    assert not of_kind(trial, "N14"), "the machine slept"
    claims.heartbeat("post", now=trial.now)
    catalogue.run("post", site)
    (entry,) = of_kind(trial, "N14")
    assert "Việc review đã trễ" in entry.letter.subject
    assert entry.state is State.FILED


def test_a_line_of_keys_that_was_emptied_comes_back_at_once(trial: Trial) -> None:
    trial.type("f01", 3, description="Giao hàng chậm", kind="Khiếu nại")
    trial.review(times=2)
    before = trial.rows("f01")
    grid = trial.store.tab("f01")
    keys = [*grid.keys]
    for at in range(len(keys)):
        grid.put(1, at, None)
    trial.review(times=2)
    assert grid.keys == keys
    assert trial.rows("f01") == before
    assert not of_kind(trial, "N14")


def test_a_line_of_keys_stays_away_where_a_heading_was_renamed(trial: Trial) -> None:
    trial.review()
    grid = trial.store.tab("f01")
    grid.put(2, grid.keys.index("f01.owner"), "Ai lo")
    for at in range(len(grid.keys)):
        grid.put(1, at, None)
    trial.review(times=2)
    (entry,) = of_kind(trial, "N14")
    assert "Không thấy tab “Sổ phản hồi”" in entry.letter.subject
