"""The ledger of letters: each is claimed, sent and recorded once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sync.durable import letters as on_paper
from sync.durable.database import moment, text
from sync.durable.letters import Claimed, Counts, LedgerEntry, Outcome, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime, timedelta

    from sheets_schema.writing.letter import Letter
    from sync.durable.database import Database

__all__ = ["Claimed", "Counts", "Ledger", "LedgerEntry", "Outcome", "State"]

_QUEUE = """
    INSERT INTO letter (
        key, template, to_name, to_address, mailbox, role, ref, clock, step, subject,
        body, urgent, droppable, not_before, message_id, state, queued_at, changed_at,
        claimable_at, sent_at, owner, tries, error
    ) VALUES (
        :key, :template, :to_name, :to_address, :mailbox, :role, :ref, :clock, :step,
        :subject, :body, :urgent, :droppable, :not_before, :message_id, 'waiting',
        :now, :now, :claimable_at, '', '', 0, ''
    )
    ON CONFLICT (key) DO UPDATE SET
        to_name = excluded.to_name, to_address = excluded.to_address,
        mailbox = excluded.mailbox, role = excluded.role, subject = excluded.subject,
        body = excluded.body, not_before = excluded.not_before,
        claimable_at = excluded.claimable_at, changed_at = excluded.changed_at,
        state = 'waiting', error = ''
    WHERE letter.state = 'dropped'
        OR letter.state = 'waiting' AND letter.to_address = ''
            AND excluded.to_address <> ''
"""
_ADOPT = """
    INSERT INTO letter (
        key, template, to_name, to_address, mailbox, role, ref, clock, step, subject,
        body, urgent, droppable, not_before, message_id, state, queued_at, changed_at,
        claimable_at, sent_at, owner, tries, error
    ) VALUES (
        :key, :template, :to_name, :to_address, :mailbox, :role, :ref, :clock, :step,
        :subject, :body, :urgent, :droppable, :not_before, :message_id, :state,
        :queued_at, :changed_at, :claimable_at, :sent_at, '', 0, :error
    )
    ON CONFLICT (key) DO UPDATE SET
        state = excluded.state, sent_at = excluded.sent_at, error = excluded.error,
        changed_at = excluded.changed_at, owner = ''
    WHERE letter.state IN ('waiting', 'sending')
        AND (excluded.state <> 'failed' OR letter.claimable_at <= excluded.changed_at)
"""
_RENAME = """
    UPDATE OR IGNORE letter SET key = replace(key, :name, :number), ref = :number
    WHERE ref = :name AND state <> 'sending'
"""
_SUPERSEDE = """
    UPDATE letter SET state = 'dropped', ref = :number
    WHERE ref = :name AND state <> 'sending'
"""
_TRACKED = """
    SELECT DISTINCT ref FROM letter
    WHERE length(ref) = 10 AND ref NOT GLOB '*[^0-9]*'
"""
_DROP = """
    UPDATE letter SET state = 'dropped', error = :reason, changed_at = :now
    WHERE key = :key AND state = 'waiting'
"""
# PostgreSQL: LIMIT … FOR UPDATE SKIP LOCKED
_CLAIM = """
    UPDATE letter SET
        state = 'sending', owner = :owner, claimable_at = :until, changed_at = :now,
        tries = tries + 1
    WHERE place IN (
        SELECT place FROM letter
        WHERE state IN ('waiting', 'sending') AND claimable_at <= :now
            AND to_address <> ''
        ORDER BY urgent DESC, place LIMIT :limit
    )
    RETURNING *
"""
_CLAIM_BESIDE = """
    UPDATE letter SET
        state = 'sending', owner = :owner, claimable_at = :until, changed_at = :now,
        tries = tries + 1
    WHERE state = 'waiting' AND mailbox = :mailbox AND claimable_at <= :before
        AND template IN (SELECT value FROM json_each(:templates))
    RETURNING *
"""
_SENT = """
    UPDATE letter SET
        state = :state, owner = '', error = :error, sent_at = :now, changed_at = :now
    WHERE key = :key AND state NOT IN ('sent', 'filed', 'joined')
"""
_FAILED = """
    UPDATE letter SET
        state = :state, owner = '', error = :error, claimable_at = :at,
        changed_at = :now
    WHERE key = :key AND state = 'sending' AND owner = :owner AND tries = :tries
"""
_PUT_BACK = """
    UPDATE letter SET
        state = 'waiting', owner = '', tries = tries - 1, claimable_at = :at,
        error = CASE WHEN :error = '' THEN error ELSE :error END, changed_at = :now
    WHERE key = :key AND state = 'sending' AND owner = :owner AND tries = :tries
"""
_WAITING = "SELECT * FROM letter WHERE state = 'waiting' ORDER BY place"
_HEARD = "SELECT key FROM letter WHERE key IN (SELECT value FROM json_each(?))"
_HAD = """
    SELECT key, state = 'waiting' AND to_address = '' AS is_unaddressed FROM letter
    WHERE key IN (SELECT value FROM json_each(?)) AND state <> 'dropped'
"""
_ENTRIES = "SELECT * FROM letter WHERE changed_at >= ? ORDER BY place"
_OUTCOMES = """
    SELECT key, template, ref, to_address, role, state, error, claimable_at
    FROM letter WHERE changed_at >= ? ORDER BY place
"""
_OF_KEY = "SELECT * FROM letter WHERE key = ?"
_REMINDERS = "SELECT key, ref FROM letter WHERE state = 'waiting' AND droppable"
_SENT_TODAY = "SELECT * FROM letter WHERE mailbox = ? AND sent_at >= ? ORDER BY sent_at"
_COUNTS = """
    SELECT
        count(*) FILTER (WHERE state <> 'failed') AS waiting,
        count(*) FILTER (WHERE state = 'waiting' AND to_address = '') AS unaddressed,
        count(*) FILTER (WHERE state = 'waiting' AND error <> '') AS retrying,
        count(*) FILTER (WHERE state = 'failed') AS failed,
        min(queued_at) FILTER (WHERE state <> 'failed') AS oldest
    FROM letter WHERE state IN ('waiting', 'sending', 'failed')
"""


class Ledger:
    """All letters ever queued. Every method may raise `Unstorable`.

    What a sender records of a letter whose lease has passed to somebody else changes
    nothing, unless it was sent.

    Args:
        database: Where they are kept.
        domain: What stands behind the @ of a Message-ID: the domain of the desk's own
            mail address.
    """

    def __init__(self, database: Database, *, domain: str) -> None:
        self._database = database
        self._domain = domain
        self._heard: set[str] = set()

    def queue(self, letters: Collection[Letter], *, now: datetime) -> int:
        """Queue letters whose keys are new; how many there were.

        A letter that was dropped, or has been waiting without an address, takes person
        and text of the one that is queued under its key, and counts as one, too.
        """
        rows = [
            on_paper.row(letter, domain=self._domain, now=now) for letter in letters
        ]
        return self._write(_QUEUE, rows)

    def fresh(self, letters: Collection[Letter]) -> list[Letter]:
        """Those of the letters that `queue` would do something about."""
        had = self._had([letter.key for letter in letters])
        return [
            letter
            for letter in letters
            if letter.key not in had or (had[letter.key] and letter.to_address)
        ]

    def coming(
        self, letters: Collection[Letter], *, now: datetime
    ) -> list[LedgerEntry]:
        """Those of the letters that are not known, as they stand once queued."""
        known, domain = self.known([letter.key for letter in letters]), self._domain
        new = [letter for letter in letters if letter.key not in known]
        return [on_paper.coming(letter, domain=domain, now=now) for letter in new]

    def adopt(self, entries: Collection[LedgerEntry]) -> int:
        """Learn of letters that a lost ledger knew; how many were news.

        What waits here and went there does not go again; what may have gone there is
        given up. What could not have gone yet goes on waiting.
        """
        domain = self._domain
        return self._write(_ADOPT, [on_paper.past(it, domain=domain) for it in entries])

    def tracked(self) -> frozenset[str]:
        """The tracking codes by which letters go whose cases had no number yet."""
        with self._database.reading() as connection:
            return frozenset(row["ref"] for row in connection.execute(_TRACKED))

    def rename(self, numbers: Mapping[str, str]) -> None:
        """Let letters that went by a tracking code go by the number of their case.

        One that somebody is sending keeps its name for now. Where a letter is known by
        the number already, the other does not go any more.

        Args:
            numbers: By tracking code.
        """
        names = [{"name": name, "number": it} for name, it in numbers.items()]
        self._write(_RENAME, names)
        self._write(_SUPERSEDE, names)

    def drop(self, keys: Collection[str], *, reason: str, now: datetime) -> int:
        """Drop letters that nobody has in hand; how many were dropped."""
        at = text(now)
        return self._write(
            _DROP, [{"key": key, "reason": reason, "now": at} for key in keys]
        )

    def waiting(self) -> list[Letter]:
        """The letters that nobody has in hand yet, in the order of queueing."""
        with self._database.reading() as connection:
            return [on_paper.letter(row) for row in connection.execute(_WAITING)]

    def reminders(self) -> list[tuple[str, str]]:
        """The keys of waiting letters that may be dropped, and what they are about."""
        with self._database.reading() as connection:
            return [(row["key"], row["ref"]) for row in connection.execute(_REMINDERS)]

    def waiting_keys(self) -> frozenset[str]:
        """The keys of the letters that nobody has in hand yet."""
        return frozenset(letter.key for letter in self.waiting())

    def unheard(self, keys: Collection[str]) -> frozenset[str]:
        """Which of these keys were never queued here; asked of each key once."""
        new = frozenset(keys) - self._heard
        if new:
            with self._database.reading() as connection:
                found = connection.execute(_HEARD, (json.dumps([*new]),))
                self._heard |= {row["key"] for row in found}
        return new - self._heard

    def known(self, keys: Collection[str]) -> frozenset[str]:
        """Which of these keys were ever queued and not dropped."""
        return frozenset(self._had(keys))

    def _had(self, keys: Collection[str]) -> Mapping[str, bool]:
        """Those of the keys that are known, and whether each waits for an address."""
        with self._database.reading() as connection:
            found = connection.execute(_HAD, (json.dumps([*keys]),))
            return {row["key"]: bool(row["is_unaddressed"]) for row in found}

    def claim(
        self, *, now: datetime, owner: str, lease: timedelta, limit: int
    ) -> list[Claimed]:
        """Take letters in hand that are due: urgent ones, then the longest waiting.

        One whose sender let the lease end is taken again, with its old Message-ID. A
        letter without an address is never taken.
        """
        wish = {"owner": owner, "limit": limit, "until": text(now + lease)}
        with self._database.transaction() as connection:
            rows = connection.execute(_CLAIM, wish | {"now": text(now)}).fetchall()
        rows.sort(key=lambda row: (-row["urgent"], row["place"]))
        return [on_paper.claimed(row) for row in rows]

    def claim_beside(
        self,
        claimed: Claimed,
        *,
        templates: Collection[str],
        before: datetime,
        lease: timedelta,
        now: datetime,
    ) -> list[Claimed]:
        """Take in hand what else waits for the same mailbox.

        Args:
            claimed: A letter in hand.
            templates: The kinds that may go with it.
            before: Letters that wait for a later moment stay.
            lease: How long the claim holds.
            now: The moment.
        """
        wish = {
            "owner": claimed.owner,
            "mailbox": on_paper.mailbox(claimed.letter.to_address),
            "templates": json.dumps([*templates]),
            "before": text(before),
            "until": text(now + lease),
            "now": text(now),
        }
        with self._database.transaction() as connection:
            rows = connection.execute(_CLAIM_BESIDE, wish).fetchall()
        return [on_paper.claimed(row) for row in sorted(rows, key=_place)]

    def sent(
        self,
        claimed: Claimed,
        *,
        now: datetime,
        state: State = State.SENT,
        named: Collection[Claimed] = (),
    ) -> None:
        """Record that it was taken.

        Args:
            claimed: The letter.
            now: The moment.
            state: By the mail server, or by a file.
            named: The letters that need not go any more, since this one named what they
                would have said.
        """
        why = f"trong thư về {claimed.letter.ref}"
        joined = [_taken(one, State.JOINED, why, now) for one in named]
        self._write(_SENT, [_taken(claimed, state, "", now), *joined])

    def failed(
        self, claimed: Claimed, *, error: str, retry_at: datetime, now: datetime
    ) -> None:
        """Record that a try failed and when the next may be made."""
        known = {"state": State.WAITING, "error": error, "at": text(retry_at)}
        self._write(_FAILED, [known | _hand(claimed, now)])

    def given_up(self, claimed: Claimed, *, error: str, now: datetime) -> None:
        """Record that it failed for good."""
        known = {"state": State.FAILED, "error": error, "at": text(now)}
        self._write(_FAILED, [known | _hand(claimed, now)])

    def put_back(
        self, claimed: Claimed, *, until: datetime, now: datetime, error: str = ""
    ) -> None:
        """Hand a letter back, to be claimed again from a moment on; no try is counted.

        Args:
            claimed: The letter.
            until: From when on.
            now: The moment.
            error: What stood in its way; empty for nothing.
        """
        known = {"at": text(until), "error": error}
        self._write(_PUT_BACK, [known | _hand(claimed, now)])

    def entries(self, *, since: datetime) -> list[LedgerEntry]:
        """What changed since a moment, in the order of queueing."""
        return self._entries(_ENTRIES, text(since))

    def outcomes(self, *, since: datetime) -> list[Outcome]:
        """What became of the letters of which something changed since a moment."""
        with self._database.reading() as connection:
            found = connection.execute(_OUTCOMES, (text(since),))
            return [on_paper.outcome(row) for row in found]

    def of(self, keys: Iterable[str]) -> list[LedgerEntry]:
        """What is known of letters, by their keys; of those unknown nothing."""
        with self._database.reading() as connection:
            rows = (connection.execute(_OF_KEY, (key,)).fetchone() for key in keys)
            return [on_paper.entry(row) for row in rows if row]

    def sent_today(self, address: str, *, midnight: datetime) -> list[LedgerEntry]:
        """What a mailbox was sent since the day began in the company's zone.

        For the limits: so many automatic letters an address and day, and one N04 or
        N05 a case, person and day.
        """
        return self._entries(_SENT_TODAY, on_paper.mailbox(address), text(midnight))

    def counts(self) -> Counts:
        """How many letters wait, wait for a name, or failed."""
        with self._database.reading() as connection:
            known = dict(connection.execute(_COUNTS).fetchone())
        return Counts(**known | {"oldest": moment(known["oldest"] or "")})

    def _entries(self, sql: str, *values: str) -> list[LedgerEntry]:
        with self._database.reading() as connection:
            return [on_paper.entry(row) for row in connection.execute(sql, values)]

    def _write(self, sql: str, rows: Collection[Mapping[str, object]]) -> int:
        if not rows:
            return 0
        with self._database.transaction() as connection:
            return connection.executemany(sql, rows).rowcount


def _place(row: Mapping[str, int]) -> int:
    return row["place"]


def _taken(
    claimed: Claimed, state: State, error: str, now: datetime
) -> dict[str, object]:
    key = claimed.letter.key
    return {"key": key, "state": state, "error": error, "now": text(now)}


def _hand(claimed: Claimed, now: datetime) -> dict[str, object]:
    """Which letter in whose hand, and when."""
    return {
        "key": claimed.letter.key,
        "owner": claimed.owner,
        "tries": claimed.tries,
        "now": text(now),
    }
