"""Number formats: a value and a pattern to the text that the cell shows."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.sheets_emulator.locales import Ways
    from tests.sheets_emulator.wire import Json

EPOCH = dt.datetime(1899, 12, 30)
DATE_TYPES = ("DATE", "TIME", "DATE_TIME")
TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]|\[(?:h+|m+|s+)\]|\[[^\]]*\]'
    r"|y+|Y+|m+|M+|d+|D+|h+|H+|s+|S+|\.0+|am/pm|AM/PM|a/p|A/P"
    r"|[#0?][#0?,]*(?:\.[#0?]*)?(?:[eE][-+]?0+)?|[\s\S]"
)
SECTIONS = ";"
NUMERIC = re.compile(r"[#0?]")
MONTHS = "January February March April May June July August September October "
MONTHS += "November December"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def general(value: float, ways: Ways) -> str:
    """A number without a format: at most ten digits where there is a fraction."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.10g}"
    if "e" in text:
        mantissa, _, power = text.partition("e")
        text = f"{mantissa}E{int(power):+03d}"
    return text.replace(".", ways.decimal)


def shown(value: float, pattern: Json | None, ways: Ways) -> str:
    """A number as its cell shows it."""
    kind = (pattern or {}).get("type", "NUMBER_FORMAT_TYPE_UNSPECIFIED")
    written = (pattern or {}).get("pattern") or _default(kind, ways)
    if not written or written == "@" or written.lower() == "general":
        return general(value, ways)
    tokens = _tokens(written)
    if any(_is_date(token) for section in tokens for token in section):
        return _moment(value, tokens[0], ways)
    return _number(value, tokens, ways)


def _default(kind: str, ways: Ways) -> str:
    return {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": ways.money,
        "SCIENTIFIC": "0.00E+00",
        "DATE": ways.date,
        "TIME": ways.time,
        "DATE_TIME": ways.moment,
    }.get(kind, "")


@lru_cache(maxsize=1024)
def _tokens(pattern: str) -> tuple[tuple[str, ...], ...]:
    sections: list[list[str]] = [[]]
    for token in TOKEN.findall(pattern):
        if token in SECTIONS:
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(tuple(section) for section in sections)


def _is_date(token: str) -> bool:
    return token[0] in "yYmMdDhHsS" or bool(re.match(r"\[[hms]", token))


def _literal(token: str) -> str:
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    if token.startswith("[$"):
        return token[2:-1].partition("-")[0]
    if token.startswith("_"):
        return " "
    return "" if token.startswith(("[", "*")) and len(token) > 1 else token


def _number(value: float, sections: tuple[tuple[str, ...], ...], ways: Ways) -> str:
    section, sign = sections[0], "-" if value < 0 else ""
    if value < 0 and len(sections) > 1:
        section, sign = sections[1], ""
    if value == 0 and len(sections) > 2:
        section = sections[2]
    amount = abs(value) * 100 ** section.count("%")
    parts = []
    for token in section:
        found = NUMERIC.match(token)
        parts.append(_digits(amount, token, ways) if found else _literal(token))
    text = "".join(parts)
    return sign + text if re.search(r"[1-9]", text) else text


def _digits(amount: float, token: str, ways: Ways) -> str:
    whole, _, rest = token.partition(".")
    fraction, power_sign, power = re.match(
        r"([^eE]*)([eE][-+]?)?(.*)", rest or ""
    ).groups()  # type: ignore[union-attr] # matches every text
    if not power_sign and re.search("[eE]", whole):
        return general(amount, ways)
    if power_sign:
        return _scientific(amount, fraction.count("0"), len(power), ways)
    exact = Decimal(repr(amount)).quantize(
        Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP
    )
    integer, _, decimals = f"{exact:f}".partition(".")
    least = fraction.count("0")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        integer = f"{int(integer or 0):,}".replace(",", ways.group) if integer else ""
    return integer + (ways.decimal + decimals if decimals else "")


def _scientific(amount: float, places: int, width: int, ways: Ways) -> str:
    mantissa, _, power = f"{amount:.{places}e}".partition("e")
    sign = "-" if int(power) < 0 else "+"
    digits = str(abs(int(power))).rjust(width, "0")
    return f"{mantissa.replace('.', ways.decimal)}E{sign}{digits}"


def moment_of(value: float) -> dt.datetime:
    """The moment of a serial number, to the millisecond."""
    return EPOCH + dt.timedelta(milliseconds=round(value * 86_400_000))


def serial_of(moment: dt.datetime) -> float:
    """The serial number of a moment without zone."""
    whole = moment - EPOCH
    return whole.days + (whole.seconds + whole.microseconds / 1e6) / 86400


def _moment(value: float, section: tuple[str, ...], ways: Ways) -> str:
    moment = moment_of(value)
    half = any(token.lower() in ("am/pm", "a/p") for token in section)
    parts = []
    before = ""
    for place, token in enumerate(section):
        if _is_date(token):
            after = next((one for one in section[place + 1 :] if _is_date(one)), "")
            parts.append(_part(token, moment, value, half=half, near=(before, after)))
            before = token
        elif token.lower() in ("am/pm", "a/p"):
            parts.append(("AM", "PM")[moment.hour >= 12][: len(token) - 3 or 1])
        elif re.match(r"\.0+\Z", token):
            parts.append(ways.decimal + f"{moment.microsecond:06d}"[: len(token) - 1])
        else:
            parts.append(_literal(token))
    return "".join(parts)


def _part(
    token: str, moment: dt.datetime, value: float, *, half: bool, near: tuple[str, str]
) -> str:
    kind, width = token.lower().strip("[]")[0], len(token.strip("[]"))
    if token.startswith("["):
        scale = {"h": 24, "m": 1440, "s": 86400}[kind]
        return str(int(round(value * 86400) / 86400 * scale)).rjust(width, "0")
    minutes = near[0][:1].lower() in ("h", "[") or near[1][:1].lower() == "s"
    if kind == "m" and minutes and width < 3:
        return str(moment.minute).rjust(width, "0")
    if kind in "hs":
        hour = (moment.hour % 12 or 12) if half else moment.hour
        return str(hour if kind == "h" else moment.second).rjust(width, "0")
    return _day_part(kind, width, moment)


def _day_part(kind: str, width: int, moment: dt.datetime) -> str:
    if kind == "y":
        return str(moment.year) if width > 2 else f"{moment.year % 100:02d}"
    if width < 3:
        return str(moment.month if kind == "m" else moment.day).rjust(width, "0")
    names = MONTHS.split() if kind == "m" else DAYS.split()
    name = names[moment.month - 1 if kind == "m" else moment.weekday()]
    return name[:3] if width == 3 else name
