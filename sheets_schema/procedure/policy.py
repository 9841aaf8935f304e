"""Policy: the limits and switches of the written procedure, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sheets_schema.cells import NUMBER, YES, Conditions, Unreadable
from sheets_schema.finding import Finding
from sheets_schema.procedure import pack
from sheets_schema.reading.amounts import read_number
from sheets_schema.timing.worktime import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sheets_schema.cells import Raw
    from sheets_schema.entry import Entry

SWITCH = "có/không"
ALWAYS = date.min
LINES: Mapping[str, pack.PolicyLine] = {
    line.key: line for line in pack.read(pack.DEFAULT).policy
}
"""Every limit and switch that there is, as the default pack gives it."""
SPANS: frozenset[str] = frozenset(
    line.key for line in LINES.values() if line.unit in set(UNITS) - {"tháng", "năm"}
)
"""The lines that say for how long a step may last."""
_STAYS = "Vẫn dùng mức đọc được gần nhất."
_NO_TIME = f"đơn vị “{{unit}}” không tính được hạn. {_STAYS}"
_NEVER_LESS = "xin nhập một số từ 0 trở lên"
_WHOLE, _SHARE = 100, "%"
_SHARE_OF = "xin nhập một số từ 0 đến 100"


@dataclass(frozen=True, slots=True)
class Limit:
    """One line of the policy tab that is in force.

    Attributes:
        key: ``k1``; the policy tab names every key.
        name: What it limits, in words.
        amount: How many units; for a switch 1 is on and 0 is off.
        unit: ``giờ làm việc``, ``ngày``, …, ``₫`` or ``có/không``.
        source: Where it is written: MISA, QT912, a law.
    """

    key: str
    name: str
    amount: float
    unit: str
    source: str = ""

    @property
    def is_on(self) -> bool:
        """Whether a switch is on."""
        return self.amount != 0

    @property
    def words(self) -> str:
        """As people say it: ``3 ngày làm việc``."""
        amount = f"{self.amount:g}".replace(".", ",")
        return f"{amount} {self.unit}"


def default(key: str) -> Limit:
    """What holds where the policy tab has no such line: the default pack's.

    Raises:
        UnknownWord: No pack has such a line.
    """
    if key not in LINES:
        raise pack.UnknownWord(key, among="the policy lines")
    line = LINES[key]
    return Limit(key, line.name, float(line.value or 0), line.unit, line.source)


REMIND_SHARE = default("remind_share")
REMIND_LEAST = default("remind_least")
REMIND_MOST = default("remind_most")
ESCALATE_1 = default("escalate_1")
ESCALATE_2 = default("escalate_2")
LEVEL_3_SHARE = default("level_3_share")
KEEP_YEARS = default("keep_years")
ANONYMOUS = default("anonymous")
OF_EVERY_CASE: tuple[Limit, ...] = (
    REMIND_SHARE,
    REMIND_LEAST,
    REMIND_MOST,
    ESCALATE_1,
    ESCALATE_2,
    LEVEL_3_SHARE,
    KEEP_YEARS,
    ANONYMOUS,
)
"""The lines that hold whatever the stage; stages and clocks name the others."""


def span(key: str, text: str) -> Limit | None:
    """A span of time as people write it, ``1,5 ngày làm việc``; None if it is none."""
    amount, _, unit = text.strip().partition(" ")
    try:
        number = read_number(amount)
    except Unreadable:
        return None
    if unit not in UNITS or not isinstance(number, int | float):
        return None
    return Limit(key, "", float(number), unit)


class Procedure:
    """What the policy tab says, for any day.

    A change applies to cases received from its day on; running cases keep their limits.
    """

    def __init__(
        self, limits: Mapping[str, Iterable[tuple[date, Limit | None]]]
    ) -> None:
        """Take the limits of each key with the day each holds from; None is off."""
        self._limits = {
            key: sorted(dated, key=lambda pair: pair[0])
            for key, dated in limits.items()
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Procedure) and self._limits == other._limits

    def __hash__(self) -> int:
        return hash(frozenset(self._limits))

    def limit(self, key: str, on: date) -> Limit | None:
        """The limit that holds for a case received on a day, if there is one."""
        held = None
        for since, limit in self._limits.get(key, ()):
            if since <= on:
                held = limit
        return held

    def limit_or(self, default: Limit, on: date) -> Limit | None:
        """The limit of the default's key that holds on a day.

        The default where the tab has no such line; None where the company left its
        value empty.
        """
        known = default.key in self._limits
        return self.limit(default.key, on) if known else default

    def amount(self, default: Limit, on: date) -> float:
        """The bare figure of a limit; the default's where the company sets none."""
        return (self.limit(default.key, on) or default).amount

    def allows(self, switch: Limit, on: date) -> bool:
        """Whether a switch is on."""
        limit = self.limit(switch.key, on)
        return limit is not None and limit.is_on


def of(
    entries: Iterable[Entry], conditions: Conditions
) -> tuple[Procedure, tuple[Finding, ...]]:
    """The procedure of the policy tab, and the lines that cannot hold.

    An empty value is a limit that the company does not set. A line that cannot hold
    leaves the one in force that holds from an earlier day.
    """
    limits: dict[str, list[tuple[date, Limit | None]]] = {}
    problems: list[Finding] = []
    for entry in entries:
        key = entry.text("key")
        told = len(problems)
        limit = _found(entry, conditions, problems) if key else None
        if key and len(problems) == told:
            limits.setdefault(key, []).append((entry.day("from") or ALWAYS, limit))
    return Procedure(limits), tuple(problems)


def _found(
    entry: Entry, conditions: Conditions, problems: list[Finding]
) -> Limit | None:
    """The limit of a line; none where it cannot hold."""
    if entry.text("key") in SPANS and entry.text("unit") not in UNITS:
        unit = entry.row.get("unit") or ""
        problems.append(_told(entry, "unit", _NO_TIME.format(unit=unit)))
        return None
    try:
        return _limit(entry, entry.row.get("value"), conditions)
    except Unreadable as unreadable:
        problems.append(_told(entry, "value", f"{unreadable} {_STAYS}"))
        return None


def _limit(entry: Entry, raw: Raw, conditions: Conditions) -> Limit | None:
    unit = entry.text("unit")
    kind = YES if unit == SWITCH else NUMBER
    amount = kind.read(raw, conditions)
    if not isinstance(amount, int | float):
        return None
    if amount < 0:
        raise Unreadable(raw, _NEVER_LESS)
    if unit == _SHARE and amount > _WHOLE:
        raise Unreadable(raw, _SHARE_OF)
    name, source = entry.text("name"), entry.text("source")
    return Limit(entry.text("key"), name, float(amount), unit, source)


def _told(entry: Entry, column: str, what: str) -> Finding:
    sentence = f"Quy định “{entry.text('name')}”: {what}"
    return Finding(sentence, tab=entry.table.key, line=entry.row.line, column=column)
