"""Number formats: how a cell shows its number, and the one that suits a value."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, unescape

from sync.xlsx.styles import attribute, with_attribute

if TYPE_CHECKING:
    from collections.abc import Callable

    from sheets_schema.cells import Raw
    from sync.xlsx.styles import Styles

MOMENT = "dd/mm/yyyy hh:mm"
DAY = "dd/mm/yyyy"
_GENERAL = 0
_FIRST_OWN = 164
_DAYS = frozenset({*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_HOURS = frozenset({18, 19, 20, 21, 32, 33, 45, 47})
_BUILT_IN_LAPSE = 46
"""The built-in formats that show days or hours (ECMA-376 part 1, 18.8.30)."""
_UNSAID = re.compile(r'"[^"]*"|\\.|[_*].|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_LAPSE = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_QUOTES = {"&quot;": '"', "&apos;": "'"}


class Formats:
    """The formats of a workbook's cells, by their index.

    A format is never changed: a value that its cell's format would show as something
    else gets one that differs in the number format alone, found or added.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fits: dict[tuple[int, str], int] = {}
        self._codes = {
            int(attribute(it, "numFmtId") or 0): unescape(
                attribute(it, "formatCode"), _QUOTES
            )
            for it in styles.items("numFmts")
        }

    def fit(self, style: int, raw: Raw) -> int:
        """The format for a value in a cell that has, or would have, this one.

        A date keeps any format that shows days; a number loses one that would make a
        date of it; everything else keeps what there is.
        """
        if isinstance(raw, bool) or not isinstance(raw, date | int | float):
            return style
        if isinstance(raw, date):
            wanted = MOMENT if isinstance(raw, datetime) else DAY
        else:
            wanted = "General"
        if (style, wanted) not in self._fits:
            self._fits[style, wanted] = self._fit(style, wanted)
        return self._fits[style, wanted]

    def unpainted(self, style: int) -> int:
        """The format that differs in the ground alone, which is none."""
        items = self._styles.items("cellXfs")
        if style >= len(items) or attribute(items[style], "fillId") in {"", "0"}:
            return style
        bare = with_attribute(items[style], "fillId", "0")
        return self._styles.add("cellXfs", bare)

    def _fit(self, style: int, wanted: str) -> int:
        code = self.code(style)
        wrong = shows_time(code) if wanted == "General" else not shows_days(code)
        return self._like(style, wanted) if wrong else style

    def code(self, style: int) -> str:
        """A format's code; built-in ones are told by a code that shows the same."""
        items = self._styles.items("cellXfs")
        number = (
            int(attribute(items[style], "numFmtId") or 0) if style < len(items) else 0
        )
        if number in _DAYS:
            return DAY
        if number == _BUILT_IN_LAPSE:
            return "[h]:mm:ss"
        return "hh:mm" if number in _HOURS else self._codes.get(number, "General")

    def _like(self, style: int, code: str) -> int:
        """The format that differs in the number format alone."""
        items = self._styles.items("cellXfs")
        bare = f'<{self._styles.prefix}xf fontId="0" fillId="0" borderId="0"/>'
        item = items[style] if style < len(items) else bare
        item = with_attribute(item, "numFmtId", str(self._number(code)))
        return self._styles.add(
            "cellXfs", with_attribute(item, "applyNumberFormat", "1")
        )

    def _number(self, code: str) -> int:
        if code == "General":
            return _GENERAL
        for number, known in self._codes.items():
            if known.lower() == code:
                return number
        number = max([_FIRST_OWN - 1, *self._codes]) + 1
        self._codes[number] = code
        shown = escape(code, {'"': "&quot;"})
        item = (
            f'<{self._styles.prefix}numFmt numFmtId="{number}" formatCode="{shown}"/>'
        )
        self._styles.add("numFmts", item)
        return number


def padded(code: str) -> Callable[[float], str | float] | None:
    """What a person sees of a number that a format fills with zeros and signs.

    Args:
        code: The number format.

    Returns:
        None for a format that only counts: ``0``, ``#,##0.00``.
    """
    pieces = _PIECE.findall(code.partition(";")[0])
    places = [it for it in pieces if it in {"0", "#"}]
    plain = all(it in {"0", "#"} or it[0] in _LITERAL for it in pieces)
    if not plain or places.count("0") < 2:  # noqa: PLR2004 - one is any number
        return None

    def show(number: float) -> str | float:
        if number < 0 or not number.is_integer():
            return number
        digits = [*str(int(number)).zfill(places.count("0"))]
        shown: list[str] = []
        left = len(places)
        for piece in reversed(pieces):
            if piece not in {"0", "#"}:
                shown.append(piece.strip('"').removeprefix("\\"))
                continue
            left -= 1
            taken = digits if left == 0 else digits[-1:]
            shown.append("".join(taken))
            digits = digits[: len(digits) - len(taken)]
        return "".join(reversed(shown)).strip()

    return show


_PIECE = re.compile(r'"[^"]*"|\\.|.')
_LITERAL = '"\\ -/().+'


def shows_time(code: str) -> bool:
    """Whether a number under this format is read as a day, an hour or a lapse."""
    said = _UNSAID.sub("", code.partition(";")[0])
    return said.lower() != "general" and re.search("[dmyhs]", said.lower()) is not None


def shows_days(code: str) -> bool:
    """Whether a number under this format is read as a day, with or without its hour."""
    return shows_time(code) and not shows_lapse(code)


def shows_lapse(code: str) -> bool:
    """Whether a number under this format is read as a time that passed."""
    return _LAPSE.search(_UNSAID.sub("", code)) is not None
