"""The post: sends what is queued, outside quiet time, and records what became of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from jobs.mailing.envelope import MailSender, Misaddressed, seal
from jobs.mailing.mail import Closed, LetterRefused
from jobs.mailing.replies import Cause
from sheets_schema.timing import quiet
from sheets_schema.writing import gathering, kinds
from sync.durable.letters import State, mailbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jobs.mailing.mail import Post
    from sheets_schema.timing.quiet import Hours
    from sheets_schema.writing.letter import Letter
    from sync.durable.ledger import Claimed, Ledger

BATCH = 50
"""How many letters are claimed at once."""
PATIENCE = timedelta(minutes=5)
"""How long a run sends before it leaves the rest to the next."""
LEASE = timedelta(minutes=10)
"""How long a claim holds: longer than `PATIENCE` and the slowest letter together."""
SOON = timedelta(minutes=1)
"""When letters are tried again that a closed post left lying."""
MENDING = timedelta(minutes=15)
"""When a letter is tried again for which something has to be mended here."""
ENOUGH = 3
"""So many letters in a row that are turned away for our sake are a closed post."""
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""From each refusal to the next try; after the last, two days on, it is given up."""
DAILY = 3
"""Automatic letters to one customer's address a day."""
NO_SENDER = "chưa có địa chỉ gửi, xin điền from ở [mail] hoặc email ở [company]"
UNWRITTEN = "chưa soạn được thư này, xin gửi nhật ký của máy cho người làm chương trình"
log = logging.getLogger("langnghe.post")


@dataclass(frozen=True, slots=True)
class PostResult:
    """What a run of the post did.

    Attributes:
        sent: Letters handed over.
        failed: Letters given up.
        waiting: Letters still to be sent, those without an address among them.
        reason: Why no more were sent: one sentence, empty where nothing was wrong.
    """

    sent: int
    failed: int
    waiting: int
    reason: str = ""


def post(
    ledger: Ledger,
    office: Post,
    *,
    sender: MailSender,
    hours: Hours,
    clock: Callable[[], datetime],
    owner: str,
    is_over: Callable[[], bool] = lambda: False,
) -> PostResult:
    """Send the letters that are due, each once.

    Args:
        ledger: What is queued.
        office: Where letters go.
        sender: Whom they come from.
        hours: The working days, for the quiet time of staff.
        clock: The moment, in the company's zone; asked before each letter.
        owner: The name of this copy of the desk.
        is_over: Whether the program is to end; asked before each letter.
    """
    end = clock() + PATIENCE
    tour = _Tour(ledger, office, sender, hours, clock, owner, end, is_over)
    reason = ""
    try:
        with office:
            tour.walk()
    except Closed as closed:
        reason = str(closed)
        log.warning("%s", reason)
    return PostResult(tour.sent, tour.failed, ledger.counts().waiting, reason)


@dataclass
class _Tour:
    ledger: Ledger
    office: Post
    sender: MailSender
    hours: Hours
    clock: Callable[[], datetime]
    owner: str
    end: datetime
    is_over: Callable[[], bool]
    sent: int = field(default=0, init=False)
    failed: int = field(default=0, init=False)
    turned_away: int = field(default=0, init=False)

    def walk(self) -> None:
        try:
            _ = self.sender.mailbox
        except Misaddressed as fault:  # not the letters' fault: none may be given up
            raise Closed(NO_SENDER) from fault
        while not self._ends():
            bag = self.ledger.claim(
                now=self.clock(), owner=self.owner, lease=LEASE, limit=BATCH
            )
            if not bag:
                return
            self._carry(bag)

    def _ends(self) -> bool:
        return self.is_over() or self.clock() >= self.end

    def _carry(self, bag: list[Claimed]) -> None:
        groups = _by_reader(bag)
        for number, group in enumerate(groups):
            rest = [*chain.from_iterable(groups[number:])]
            if self._ends():
                self._put_back(rest)
                return
            try:
                self._bring(group)
            except Closed:
                self._put_back(rest)  # what was put back already stays so
                raise

    def _bring(self, group: list[Claimed]) -> None:
        """Hand over one letter, which speaks for all that its reader would get now."""
        now = self.clock()
        goes = min(self._goes(one.letter, now) for one in group)
        if goes > now:
            for one in group:
                self.ledger.put_back(one, until=goes, now=now)
            return
        first, *others = self._gathered(group, now)
        said = gathering.gathered(first.letter, [one.letter for one in others], now=now)
        try:
            self._hand_over(replace(first, letter=said), now)
        except Closed:
            self._put_back([first, *others])
            raise
        except LetterRefused as refused:
            self._refused([first, *others], refused)
        except Misaddressed as fault:
            self._give_up([first, *others], str(fault))
        except ValueError:  # a mistake of the program, and not of the letter
            log.exception("%s", first.letter.key)
            self._wait([first, *others], UNWRITTEN)
        else:
            state = State.SENT if self.office.is_mail else State.FILED
            self.ledger.sent(first, named=others, state=state, now=self.clock())
            self.sent += 1
            self.turned_away = 0

    def _gathered(self, group: list[Claimed], now: datetime) -> list[Claimed]:
        """All that its reader would get within the hour, the letter that goes first."""
        if not kinds.of(group[0].letter.template).weight:
            return group
        others = self.ledger.claim_beside(
            group[0],
            templates=kinds.GATHERED,
            before=now + gathering.AHEAD,
            lease=LEASE,
            now=now,
        )
        whole = [*group, *others]
        return sorted(whole, key=lambda one: gathering.weight(one.letter), reverse=True)

    def _hand_over(self, claimed: Claimed, now: datetime) -> None:
        envelope = seal(
            claimed.letter, message_id=claimed.message_id, sender=self.sender, now=now
        )
        self.office.deliver(envelope)

    def _goes(self, letter: Letter, now: datetime) -> datetime:
        """When a letter may go: now, after quiet time, or tomorrow."""
        if self._has_enough(letter, now):
            tomorrow = datetime.combine(now, time.min, now.tzinfo) + timedelta(days=1)
            return quiet.CUSTOMERS.next_open(tomorrow)
        kind = kinds.of(letter.template)
        return kind.hours(self.hours, is_urgent=letter.urgent).next_open(now)

    def _has_enough(self, letter: Letter, now: datetime) -> bool:
        if not _is_automatic(letter):
            return False
        midnight = datetime.combine(now, time.min, now.tzinfo)
        had = self.ledger.sent_today(letter.to_address, midnight=midnight)
        return sum(_is_automatic(entry.letter) for entry in had) >= DAILY

    def _refused(self, group: list[Claimed], refused: LetterRefused) -> None:
        match refused.cause:
            case Cause.ADDRESS:
                self._give_up(group, refused.reason)
            case Cause.MOMENT:
                self._try_again(group, refused.reason)
            case Cause.OURS:
                self._wait(group, refused.reason)

    def _try_again(self, group: list[Claimed], error: str) -> None:
        for claimed in group:
            if claimed.tries > len(WAITS):
                self._give_up([claimed], error)
                continue
            now = self.clock()
            again = now + WAITS[claimed.tries - 1]
            self.ledger.failed(claimed, error=error, retry_at=again, now=now)

    def _wait(self, group: list[Claimed], error: str) -> None:
        """What people have to mend here costs a letter no try.

        Raises:
            Closed: It is the same with every letter.
        """
        now = self.clock()
        for claimed in group:
            self.ledger.put_back(claimed, until=now + MENDING, now=now, error=error)
        self.turned_away += 1
        if self.turned_away >= ENOUGH:
            raise Closed(error)

    def _give_up(self, group: list[Claimed], error: str) -> None:
        for claimed in group:
            self.ledger.given_up(claimed, error=error, now=self.clock())
            self.failed += 1

    def _put_back(self, rest: list[Claimed]) -> None:
        now = self.clock()
        for claimed in rest:
            self.ledger.put_back(claimed, until=now + SOON, now=now)


def _by_reader(bag: Iterable[Claimed]) -> list[list[Claimed]]:
    """Letters that may go as one together, the others each by itself."""
    groups: dict[str, list[Claimed]] = {}
    for claimed in bag:
        letter = claimed.letter
        may_join = kinds.of(letter.template).weight > 0
        reader = mailbox(letter.to_address) if may_join else letter.key
        groups.setdefault(reader, []).append(claimed)
    return [*groups.values()]


def _is_automatic(letter: Letter) -> bool:
    return kinds.of(letter.template).is_automatic
