"""Claims: of several running copies one does each run of a job, once."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from sync.durable.claims import Claims, JobRun
from sync.durable.database import open_database

SLOT = datetime(2026, 3, 6, 1, 30, tzinfo=UTC)
MINUTE, LEASE = timedelta(minutes=1), timedelta(minutes=10)


@pytest.fixture
def claims(tmp_path: Path) -> Iterator[Claims]:
    with closing(open_database(tmp_path / "langnghe.db")) as database:
        yield Claims(database)


def claim(
    claims: Claims,
    owner: str = "a",
    slot: datetime = SLOT,
    now: datetime = SLOT,
    job: str = "review",
) -> bool:
    return claims.claim(job, slot, owner=owner, now=now, lease=LEASE)


def test_a_slot_belongs_to_the_first_who_asks(claims: Claims) -> None:
    assert claim(claims, "a")
    assert not claim(claims, "b")
    assert not claim(claims, "a")


def test_a_slot_that_is_done_is_never_done_again(claims: Claims) -> None:
    claim(claims)
    claims.done("review", SLOT, owner="a", now=SLOT)
    assert not claim(claims, "b", now=SLOT + 1000 * LEASE)


def test_a_copy_that_died_is_followed_when_its_lease_ends(claims: Claims) -> None:
    claim(claims, "a")
    assert not claim(claims, "b", now=SLOT + LEASE - MINUTE)
    assert claim(claims, "b", now=SLOT + LEASE)
    assert not claim(claims, "c", now=SLOT + LEASE)


def test_a_copy_that_was_killed_is_followed_at_once(
    claims: Claims, tmp_path: Path
) -> None:
    working = copy_at_work(tmp_path)
    assert not claim(claims, "b")
    assert not claim(claims, "b", slot=SLOT + MINUTE, now=SLOT + MINUTE)
    working.kill()
    working.wait()
    assert claim(claims, "b", slot=SLOT + MINUTE, now=SLOT + MINUTE)
    assert not claim(claims, "c", slot=SLOT + MINUTE, now=SLOT + MINUTE)


def test_a_copy_that_starts_clears_away_what_dead_ones_left(
    claims: Claims, tmp_path: Path
) -> None:
    working = copy_at_work(tmp_path)
    working.kill()
    working.wait()
    with claims.alive("b", now=SLOT):
        assert [it.name for it in tmp_path.glob(".*.alive")] == [".langnghe-b.alive"]
        assert claim(claims, "b")
    assert list(tmp_path.glob(".*.alive")) == []


def test_of_a_copy_whose_sign_cannot_be_looked_at_nothing_is_known(
    claims: Claims, tmp_path: Path
) -> None:
    assert claim(claims, "a")
    (tmp_path / ".langnghe-a.alive").mkdir()
    with claims.alive("b", now=SLOT):
        assert not claim(claims, "b")
    assert claim(claims, "b", now=SLOT + LEASE)


def copy_at_work(folder: Path) -> subprocess.Popen[str]:
    """Another program, which has taken the review in hand and does not finish it."""
    working = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert working.stdout is not None
    with working.stdout:
        assert working.stdout.readline() == "True\n"
    return working


AT_WORK = f"""
import sys, time
from datetime import datetime, timedelta
from pathlib import Path
from sync.durable.claims import Claims
from sync.durable.database import open_database

claims = Claims(open_database(Path(sys.argv[1], "langnghe.db")))
slot = datetime.fromisoformat("{SLOT.isoformat()}")
with claims.alive("a", now=slot):
    lease = timedelta(minutes=10)
    print(claims.claim("review", slot, owner="a", now=slot, lease=lease), flush=True)
    time.sleep(60)
"""


def test_a_job_never_runs_twice_at_the_same_time(claims: Claims) -> None:
    """A review that takes longer than a minute keeps the next one waiting."""
    claim(claims, "a")
    later = SLOT + MINUTE
    assert not claim(claims, "b", slot=later, now=later)
    claims.done("review", SLOT, owner="a", now=later)
    assert claim(claims, "b", slot=later, now=later)


def test_jobs_do_not_wait_for_each_other(claims: Claims) -> None:
    assert claim(claims, "a", job="review")
    assert claim(claims, "b", job="post")


def test_a_job_that_failed_is_tried_again_at_its_moment(claims: Claims) -> None:
    claim(claims)
    retry = SLOT + MINUTE
    claims.failed("review", SLOT, owner="a", error="Sổ đang mở.", retry_at=retry)
    assert not claim(claims, "b", now=retry - timedelta(seconds=1))
    assert claim(claims, "b", now=retry)


def test_a_failure_does_not_hold_up_the_next_slot(claims: Claims) -> None:
    claim(claims)
    retry = SLOT + LEASE
    claims.failed("review", SLOT, owner="a", error="Sổ đang mở.", retry_at=retry)
    assert claim(claims, slot=SLOT + MINUTE, now=SLOT + MINUTE)


def test_the_last_run_tells_how_it_ended(claims: Claims) -> None:
    assert claims.last("review") is None
    claim(claims)
    claims.done("review", SLOT, owner="a", now=SLOT + MINUTE)
    claim(claims, "b", slot=SLOT + MINUTE, now=SLOT + MINUTE)
    retry = SLOT + LEASE
    claims.failed("review", SLOT + MINUTE, owner="b", error="Mất mạng.", retry_at=retry)
    assert claims.last("review") == JobRun(
        "review", SLOT + MINUTE, "", retry, None, "Mất mạng."
    )


def test_a_run_that_succeeds_after_a_failure_has_no_error(claims: Claims) -> None:
    claim(claims)
    claims.failed("review", SLOT, owner="a", error="Mất mạng.", retry_at=SLOT)
    claim(claims)
    claims.done("review", SLOT, owner="a", now=SLOT + MINUTE)
    last = claims.last("review")
    assert last
    assert (last.done, last.error) == (SLOT + MINUTE, "")


def test_a_copy_that_lost_its_lease_cannot_end_the_run_of_the_next(
    claims: Claims,
) -> None:
    claim(claims, "a")
    claim(claims, "b", now=SLOT + LEASE)
    claims.done("review", SLOT, owner="a", now=SLOT + LEASE)
    claims.failed("review", SLOT, owner="a", error="Chậm.", retry_at=SLOT)
    last = claims.last("review")
    assert last
    assert (last.owner, last.done, last.error) == ("b", None, "")


def test_runs_of_long_ago_are_forgotten_but_never_the_last(
    claims: Claims, tmp_path: Path
) -> None:
    year = timedelta(days=365)
    for slot in (SLOT, SLOT + MINUTE, SLOT + year):
        claim(claims, slot=slot, now=slot)
        claims.done("review", slot, owner="a", now=slot)
    last = claims.last("review")
    assert last
    assert last.slot == SLOT + year
    with (
        closing(open_database(tmp_path / "langnghe.db")) as database,
        database.reading() as connection,
    ):
        (count,) = connection.execute("SELECT count(*) FROM job_run").fetchone()
    assert count == 1


def test_heartbeats_tell_when_each_job_last_ran(claims: Claims) -> None:
    claims.heartbeat("review", now=SLOT)
    claims.heartbeat("review", now=SLOT + MINUTE)
    claims.heartbeat("post", now=SLOT)
    assert claims.heartbeats() == {"review": SLOT + MINUTE, "post": SLOT}


def test_a_run_as_of_a_moment_long_ago_does_not_turn_the_heart_back(
    claims: Claims,
) -> None:
    claims.heartbeat("review", now=SLOT)
    claims.heartbeat("review", now=SLOT - LEASE)
    assert claims.heartbeats() == {"review": SLOT}


def test_contending_copies_that_crash_do_every_slot_once(tmp_path: Path) -> None:
    """Three copies, 30 slots; a quarter of the runs crash and are caught up later."""
    slots = [SLOT + number * MINUTE for number in range(30)]
    path = tmp_path / "langnghe.db"
    open_database(path).close()

    def copy(owner: int) -> list[datetime]:
        chance, did = Random(owner), []
        with closing(open_database(path)) as database:
            mine = Claims(database)
            for slot in slots:
                if not claim(mine, f"{owner}", slot, slot) or chance.random() < 1 / 4:
                    continue
                did.append(slot)
                mine.done("review", slot, owner=f"{owner}", now=slot)
        return did

    with ThreadPoolExecutor(3) as copies:
        first = list(copies.map(copy, range(3)))
    done = Counter(slot for did in first for slot in did)
    with closing(open_database(path)) as database:
        alone = Claims(database)
        rest = [slot for slot in slots if claim_and_end(alone, slot)]
    done.update(rest)
    assert done == Counter(slots)


def claim_and_end(claims: Claims, slot: datetime) -> bool:
    now = slot + timedelta(days=1)
    mine = claim(claims, "later", slot, now)
    claims.done("review", slot, owner="later", now=now)
    return mine
