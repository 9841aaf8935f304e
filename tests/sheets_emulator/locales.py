"""How a locale writes numbers, dates and money.

Only en_US is recorded. What stands here for vi_VN follows CLDR where CLDR says
something; nobody has recorded Google under vi_VN.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tests.sheets_emulator.errors import NotDoneError


@dataclass(frozen=True)
class Ways:
    """The habits of one locale."""

    name: str
    decimal: str
    group: str
    day_first: bool
    date: str
    time: str
    moment: str
    money: str
    money_signs: tuple[str, ...]


EN_US = Ways(
    name="en_US",
    decimal=".",
    group=",",
    day_first=False,
    date="m/d/yyyy",
    time="h:mm:ss am/pm",
    moment="m/d/yyyy h:mm:ss",
    money='"$"#,##0.00',
    money_signs=("$",),
)
VI_VN = Ways(
    name="vi_VN",
    decimal=",",
    group=".",
    day_first=True,
    date="dd/mm/yyyy",
    time="hh:mm:ss",
    moment="dd/mm/yyyy hh:mm:ss",
    money='#,##0\\ "₫"',
    money_signs=("₫", "đ"),
)
DECIMAL_COMMA = {"bg", "ca", "cs", "da", "de", "el", "es", "fi", "fr", "hr", "hu", "id"}
DECIMAL_COMMA |= {"it", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv"}
DECIMAL_COMMA |= {"tr", "uk", "vi"}
DECIMAL_POINT = {"en", "fil", "he", "hi", "ja", "ko", "ms", "th", "zh"}
"""Languages by their decimal mark (CLDR), which decides what parts arguments."""
OTHERWISE = {"de_CH": ".", "de_LI": ".", "es_MX": ".", "es_PR": ".", "it_CH": "."}
KNOWN = {ways.name: ways for ways in (EN_US, VI_VN)}


def ways_of(locale: str) -> Ways:
    """The habits of a locale.

    Raises:
        NotDoneError: The emulator does not know them.
    """
    if locale not in KNOWN:
        name = f"numbers and dates of locale {locale}"
        raise NotDoneError(name)
    return KNOWN[locale]


@cache
def decimal_of(locale: str) -> str:
    """The decimal mark of a locale; formulas are read by it.

    Raises:
        NotDoneError: The emulator does not know it.
    """
    language = locale.partition("_")[0]
    if locale in OTHERWISE:
        return OTHERWISE[locale]
    if language in DECIMAL_COMMA:
        return ","
    if language in DECIMAL_POINT:
        return "."
    name = f"formulas of locale {locale}"
    raise NotDoneError(name)
