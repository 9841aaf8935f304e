"""Authority: who may decide on what, by the first line of a tab that fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.procedure.policy import span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sheets_schema.entry import Entry
    from sheets_schema.procedure.policy import Limit


@dataclass(frozen=True, slots=True)
class Authority:
    """A line of the authority tab; what it leaves empty fits everything.

    Attributes:
        line: Where it stands in the tab, 0 where it stands nowhere.
        kinds: The kinds of remedy; every one that was chosen has to be among them.
        severity_from: The lowest level.
        severity_to: The highest level.
        amount_from: From how much on, in ₫.
        amount_to: Up to how much, in ₫, this much included.
        decider: The role that decides.
        deputy: The role that decides while nobody who holds that one is there.
        within: How long deciding may take, as typed.
    """

    line: int
    kinds: tuple[str, ...] = ()
    severity_from: float | None = None
    severity_to: float | None = None
    amount_from: float | None = None
    amount_to: float | None = None
    decider: str = ""
    deputy: str = ""
    within: str = ""

    def fits(
        self, kinds: tuple[str, ...], severity: float | None, amount: float | None
    ) -> bool:
        """Whether it says who decides on a remedy.

        A remedy of no kind, level or amount fits no line that names one.
        """
        of_kind = not self.kinds or (bool(kinds) and set(kinds) <= set(self.kinds))
        of_level = _between(severity, self.severity_from, self.severity_to)
        return (
            of_kind and of_level and _between(amount, self.amount_from, self.amount_to)
        )

    @property
    def directs(self) -> bool:
        """Whether it says who directs, before any remedy is known."""
        return not self.kinds and self.amount_from is None and self.amount_to is None

    @property
    def limit(self) -> Limit | None:
        """How long deciding may take; None where nothing readable is said."""
        return span("within", self.within)


def _between(number: float | None, low: float | None, high: float | None) -> bool:
    if low is None and high is None:
        return True
    if number is None:
        return False
    return (low is None or low <= number) and (high is None or number <= high)


def lines(entries: Iterable[Entry]) -> tuple[Authority, ...]:
    """The lines of the tab in their order; those without a number come last."""
    found = [
        (
            entry.number("order"),
            Authority(
                line=entry.row.line,
                kinds=entry.words("remedy_kind"),
                severity_from=entry.number("severity_from"),
                severity_to=entry.number("severity_to"),
                amount_from=entry.number("amount_from"),
                amount_to=entry.number("amount_to"),
                decider=entry.text("decider"),
                deputy=entry.text("deputy"),
                within=entry.text("within"),
            ),
        )
        for entry in entries
        if entry.text("decider")
    ]
    ordered = sorted(found, key=lambda pair: (pair[0] is None, pair[0] or 0))
    return tuple(one for _, one in ordered)


def of_remedy(
    table: Iterable[Authority],
    *,
    kinds: tuple[str, ...],
    severity: float | None,
    amount: float | None,
) -> Authority | None:
    """The first line that says who decides on a remedy; None where none does."""
    return next((one for one in table if one.fits(kinds, severity, amount)), None)


def of_direction(
    table: Iterable[Authority], *, severity: float | None
) -> Authority | None:
    """The first line that says who directs: only the level is compared.

    Lines that name a kind or an amount are skipped: neither is known yet.
    """
    found = (one for one in table if one.directs and one.fits((), severity, None))
    return next(found, None)
