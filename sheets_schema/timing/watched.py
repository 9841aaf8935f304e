"""A moment that knows until when all that was decided by it is decided alike."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_OWN = frozenset({"plain", "until", "date", "_note", "_pin"})


class Watched(datetime):
    """Now, as a decision is given it, noting what the decision asks of it.

    Compared with a later moment, it notes that moment: until then every comparison
    comes out as it did. Asked for its day, it notes the midnight after. Put to any
    other use (a stamp, a sum, words), the decision holds at this moment alone. So how
    long a decision holds follows from what it looked at, and nobody has to say it.

    Attributes:
        plain: The moment itself.
        until: The first moment at which the decision may come out otherwise.
    """

    plain: datetime
    until: datetime

    @classmethod
    def at(cls, now: datetime) -> Watched:
        """A moment that nothing was asked of yet; it carries a zone."""
        watched = cls.combine(now.date(), now.timetz())
        watched.plain, watched.until = now, cls.max.replace(tzinfo=now.tzinfo)
        return watched

    def date(self) -> date:
        """The day."""
        day = self.plain.date()
        self._note(datetime.combine(day + _DAY, time.min, self.plain.tzinfo))
        return day

    def _note(self, moment: object) -> None:
        """The answer changes at a moment that is not over yet."""
        if isinstance(moment, datetime) and self.plain <= moment < self.until:
            self.until = moment

    def _pin(self) -> None:
        self.until = self.plain

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - of any attribute
        if name in _OWN or name.startswith("__"):
            return super().__getattribute__(name)
        self._pin()
        return getattr(self.plain, name)


_DAY = timedelta(days=1)


def _comparing(name: str) -> Callable[[Watched, object], Any]:
    compare = getattr(datetime, name)

    def compared(self: Watched, other: object) -> Any:  # noqa: ANN401 - as the original
        if other is self:
            return compare(self.plain, self.plain)
        self._note(other)
        return compare(self.plain, other)

    return compared


def _using(name: str) -> Callable[..., Any]:
    use = getattr(datetime, name)

    def used(self: Watched, *given: object) -> Any:  # noqa: ANN401 - as the original
        self._pin()
        return use(self.plain, *given)

    return used


for _name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
    setattr(Watched, _name, _comparing(_name))
for _name in (
    *("__add__", "__radd__", "__sub__", "__rsub__", "__hash__", "__reduce_ex__"),
    *("__str__", "__repr__", "__format__"),
):
    setattr(Watched, _name, _using(_name))
