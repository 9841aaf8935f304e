"""The reader's language: Vietnamese as it is written, English from a catalogue.

Outside Flask and without compiled files: the catalogue is read once, when the pages are
made. Templates say `_("…")`, Python says `Said("…")`; both are found by babel.
"""

from __future__ import annotations

from functools import cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from sheets_schema.writing import wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sheets_schema.writing.wording import Lang

CATALOGUE = Path(__file__).parent / "translations" / "en.po"


class Said:
    """A Vietnamese sentence and the values in its braces, told in any language."""

    __slots__ = ("text", "values")

    def __init__(self, text: str, **values: object) -> None:
        self.text = text
        self.values = values


class Language:
    """What a page says to its reader.

    Attributes:
        code: ``vi`` or ``en``.
        other: The language that the page's link leads to.
    """

    def __init__(self, code: Lang, catalogue: Mapping[str, str]) -> None:
        self.code = code
        self.other: Lang = "en" if code == "vi" else "vi"
        self._catalogue = catalogue

    def say(self, text: str, **values: object) -> str:
        """A sentence in this language with the values put in its braces."""
        said = self._catalogue.get(text, text)
        return said.format(**values) if values else said

    def tell(self, said: Said) -> str:
        """What another part of the pages had to say."""
        return self.say(said.text, **said.values)

    def moment(self, at: datetime) -> str:
        """A moment: ``10:42 thứ Sáu 06/03/2026``."""
        return wording.moment(at, self.code)

    def day(self, on: date) -> str:
        """A day: ``thứ Sáu 06/03/2026``."""
        return wording.day(on, self.code)

    def amount(self, value: float, unit: str) -> str:
        """A limit: ``2 năm``, ``2 years``."""
        return wording.amount(value, unit, self.code)

    def wait(self, seconds: int) -> str:
        """How long to wait, never too short: ``7 phút``."""
        return self.amount(ceil(seconds / 60), "phút")


@cache
def languages() -> Mapping[Lang, Language]:
    """The languages of the pages by their code, Vietnamese first."""
    with CATALOGUE.open("rb") as file:
        messages = [one for one in read_po(file, locale="en") if one.id]
    english = {str(one.id): str(one.string) for one in messages if one.string}
    return {"vi": Language("vi", {}), "en": Language("en", english)}
