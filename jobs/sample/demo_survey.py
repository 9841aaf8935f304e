"""The survey of the demo: two years of answers, drawn from the shares in its story."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from jobs.sample import demo_script
from sheets_schema.books.survey import SURVEY
from sheets_schema.records import NewRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sheets_schema.cells import Raw
    from sync.store import Store

SEED = 912
BEGAN = timedelta(days=35)
"""How long before the last day of the script the survey went out."""
OPEN = timedelta(days=21)
LOWEST = {"q10": 0}
"""Where a scale begins; all others begin with 1."""
LAST_IS_NONE = frozenset({"q3", "q4", "q5", "q6", "q7", "q8"})
"""Where the last share is of those to whom the question does not apply."""
NOT_APPLICABLE = "Không áp dụng"
WRITES = 0.16
"""How many of those who answer also write something, question by question."""
_SOURCES = {"Web": 80, "Phiếu giấy": 12, "Điện thoại": 8}
_CALL_BACK = {"Có": 15, "Không": 85}


def year(last: date) -> int:
    """The year whose answers are summed up."""
    return (last - BEGAN).year


def fill(store: Store, *, last: date) -> int:
    """Write this year's and last year's survey into its book; how many answers.

    Args:
        store: With the book made and its questions in it.
        last: The last day of the script.
    """
    said = demo_script.story()["survey"]
    dice = random.Random(SEED)  # noqa: S311 - the same answers each time
    start = last - BEGAN
    a_year_before = date(start.year - 1, start.month, min(start.day, 28))
    this = _Campaign(start, said["now"], said, dice)
    before = _Campaign(a_year_before, said["before"], said, dice)
    reading = store.read(SURVEY, ("campaign", "invite", "answer"))
    changes = [*before.rows(), *this.rows()]
    store.commit(reading, changes)
    return sum(change.tab == "answer" for change in changes)


@dataclass(frozen=True)
class _Campaign:
    """One year's survey.

    Attributes:
        start: The day it went out.
        shares: How many were invited, how many answered, and how often each mark.
        said: What both years have in common.
        dice: Draws the rest.
    """

    start: date
    shares: Mapping[str, Any]
    said: Mapping[str, Any]
    dice: random.Random

    @property
    def id(self) -> str:
        return f"KS-{self.start.year}-0001"

    def rows(self) -> Iterator[NewRow]:
        name = f"Phiếu tư vấn chăm sóc khách hàng {self.start.year}"
        cells: Mapping[str, Raw] = {
            "id": self.id,
            "name": name,
            "start": self.start,
            "end": self.start + OPEN,
            "segment": "Truyền thống",
            "signer": self.said["signer"],
            "form_ver": str(self.start.year),
            "approved": "Có",
            "approved_by": "Phạm Thu Thuỷ",
        }
        yield NewRow("campaign", cells, once="")
        yield from (self._invite(place) for place in range(self.shares["invited"]))
        yield from self._answers()

    def _invite(self, place: int) -> NewRow:
        bounced, invited = self.shares["bounced"], self.shares["invited"]
        parts = (self.said[part] for part in ("surnames", "names"))
        cells: Mapping[str, Raw] = {
            "campaign": self.id,
            "name": " ".join(self.dice.choice(words) for words in parts),
            "email": f"khach{place + 1:03}@example.com",
            "segment": "Truyền thống",
            "keeper": self.dice.choice(("Trần Thu Hà", "Nguyễn Đức Long")),
            "delivery": "Trả lại" if place * bounced % invited < bounced else "Đã gửi",
        }
        return NewRow("invite", cells, once="")

    def _answers(self) -> Iterator[NewRow]:
        """Each mark as often as its share says, in an order of its own."""
        count = self.shares["answers"]
        marks = {
            key: self._column(key, shares, count)
            for key, shares in self.shares.items()
            if isinstance(shares, list)
        }
        words = {key: list(texts) for key, texts in self.said["words"].items()}
        for at in sorted(self._when() for _ in range(count)):
            cells = {key: column.pop() for key, column in marks.items()}
            cells |= {key: self._words(left) for key, left in words.items()}
            yield NewRow("answer", {**self._about(at), **_given(cells)}, once="")

    def _column(self, key: str, shares: Sequence[int], count: int) -> list[Raw]:
        lowest = LOWEST.get(key, 1)
        marks: list[Raw] = list(range(lowest, lowest + len(shares)))
        if key in LAST_IS_NONE:
            marks[-1] = NOT_APPLICABLE
        column = [raw for raw, n in zip(marks, shares, strict=True) for _ in range(n)]
        column += [None] * (count - len(column))
        self.dice.shuffle(column)
        return column

    def _words(self, left: list[str]) -> Raw:
        """A text that nobody has written yet, now and then."""
        if not left or self.dice.random() > WRITES:
            return None
        return left.pop(self.dice.randrange(len(left)))

    def _when(self) -> datetime:
        minutes = self.dice.randrange(7 * 60, 22 * 60)
        day = self.start + timedelta(days=min(self.dice.randrange(1, 34) // 2, 20))
        return datetime.combine(day, time()) + timedelta(minutes=minutes)

    def _one_of(self, shares: Mapping[str, int]) -> str:
        return self.dice.choices(list(shares), list(shares.values()))[0]

    def _about(self, at: datetime) -> Mapping[str, Raw]:
        return {
            "campaign": self.id,
            "at": at,
            "source": self._one_of(_SOURCES),
            "q14": self._one_of(_CALL_BACK),
            "segment": "Truyền thống",
            "area": self.dice.choice(self.said["areas"]),
            "service": self.dice.choice(self.said["services"]),
        }


def _given(cells: Mapping[str, Raw]) -> Mapping[str, Raw]:
    return {key: raw for key, raw in cells.items() if raw is not None}
