"""What stands in a cell of a workbook: its XML, read as a program shows it.

Cells come in one plain spelling, in which most programs write them; `plain` gives it to
all others (ECMA-376 part 1, 18.3.1.4 and 18.4).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, TypeAlias
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr
from zipfile import BadZipFile

from sheets_schema.cells import Unread
from sync.a1 import column_index, column_letters
from sync.xlsx.cellxml import SINCE_1900
from sync.xlsx.number_formats import shows_lapse, shows_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sync.rows import DisplayedValue
    from sync.xlsx.number_formats import Formats

Found: TypeAlias = tuple[bytes, bytes, bytes]
"""A cell: its column's letters; its shape, which is all that stands between its place
and what it says; and what it says, its value or its own text, as XML."""
ODD: Found = (b"", b"", b"")
"""A cell that is not in the plain spelling."""
Convert: TypeAlias = "Callable[[float], DisplayedValue]"
Shown: TypeAlias = "Callable[[str], Convert | None]"
"""From the code of a number format to what it makes of a number; None for itself."""

_MOST_KINDS, _MOST_SHORT, _SHORT = 1 << 12, 1 << 12, 256
_BROKEN = "không hiểu ô này, xin nhập lại"
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_LINE = re.compile(rb'c r="[A-Z]+(\d+)"')
_REF = re.compile(r"([A-Z]{1,7})\d{1,15}")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?=[\s/>])[^>]*>([^<]*)")
_PICTURES = (b"=DISPIMG(", b"=_xlfn.DISPIMG(")
"""How WPS shows a picture that stands in a cell."""
_LAST_DAY = 2_958_466
_DEEPEST = 64
_TOLD = ("s", "t", "vm")
"""What attributes tell of a cell: its format, its type, and if it is a richer value."""
_MILLISECONDS = 86_400_000
_LEAP = 60
"""Excel counts a 29/2/1900, so that days before it are one off."""


@cache
def pattern(prefix: str) -> re.Pattern[bytes]:
    """Cells in the plain spelling, with a prefix before names; `ODD` for any other.

    It looks no further than a tag may be long, so that no file makes it slow.
    """
    p = prefix.encode()
    return re.compile(
        rb'<%bc(?: r="([A-Z]{1,7})\d{1,15}"'
        rb"([^>]{0,99}>(?:<%bf[^>]{0,200}>(?:[^<]*</%bf>)?)?"
        rb"(?:<%bv\s?/?>|<%bis><%bt[^>]{0,40}>)?)([^<]*)(?=</|<%bc)|)" % ((p,) * 7)
    )


class CellReader:
    """Reads the cells of one workbook.

    Args:
        formats: Its formats.
        strings: The texts that its cells share.
        since: Day 0 of its dates.
        shown: What number formats make of numbers, besides dates and hours.
    """

    def __init__(
        self,
        formats: Formats,
        strings: Sequence[str],
        since: datetime,
        shown: Shown = lambda _: None,
    ) -> None:
        self._formats = formats
        self._strings = strings
        self._since = since
        self._shown = shown
        self._readers: dict[str, Callable[[bytes], DisplayedValue]] = {
            "s": self._shared,
            "b": lambda said: said in {b"1", b"true"},
            "d": _date,
            "e": lambda said: Unread.error(words(said)),
        }
        self.kinds = _Kinds(self._kind)

    def unsaid(self, shape: bytes) -> DisplayedValue:
        """What a cell with a formula holds that says nothing.

        It is an empty text, or was never computed: numbers are not empty.
        """
        if self.kinds[shape].is_number:
            return Unread.formula(_said(shape))
        return ""

    def _kind(self, shape: bytes) -> _Kind:
        tag = shape.partition(b">")[0]
        said = {name: it.decode() for name, it in _ATTRIBUTE.findall(tag)}
        kind = said.get(b"t", "n")
        if kind == "n":
            code = self._formats.code(int(said.get(b"s") or 0))
            return _Kind(self._number(code), is_number=True)
        if kind == "e" and b"vm" in said:
            return _Kind(lambda _: Unread.picture())
        if kind == "inlineStr":
            return _Texts(words)
        return _Kind(self._readers.get(kind, _result))

    def _number(self, code: str) -> Callable[[bytes], DisplayedValue]:
        convert = number_reader(code, self._since, self._shown)
        return (lambda said: convert(float(said))) if convert else float

    def _shared(self, said: bytes) -> DisplayedValue:
        return self._strings[int(said)] or None


class _Kinds(dict[bytes, "_Kind"]):
    """Cells by their shapes, each kind thought out once."""

    def __init__(self, of: Callable[[bytes], _Kind]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, shape: bytes) -> _Kind:
        if len(self) > _MOST_KINDS:
            self.clear()
        self[shape] = kind = self._of(shape)
        return kind


class _Kind(dict[bytes, "DisplayedValue"]):
    """What cells of one kind hold, by what stands in them; read once where it is short.

    Attributes:
        is_number: Whether they hold numbers, if anything.
    """

    def __init__(
        self, read: Callable[[bytes], DisplayedValue], *, is_number: bool = False
    ) -> None:
        super().__init__()
        self._read = read
        self.is_number = is_number

    def __missing__(self, said: bytes) -> DisplayedValue:
        try:
            seen = self._read(said)
        except (ValueError, IndexError, OverflowError):
            return Unread(words(said), _BROKEN)
        if len(said) < _SHORT and len(self) < _MOST_SHORT:
            self[said] = seen
        return seen


class _Texts(_Kind):
    """Texts that stand in the cells themselves, read without a step more."""

    def __missing__(self, said: bytes) -> DisplayedValue:
        if b"&" in said or b"_x" in said or b"\r" in said:
            return words(said)
        text = said.decode()
        if len(said) < _SHORT and len(self) < _MOST_SHORT:
            self[said] = text
        return text


def number_reader(code: str, since: datetime, shown: Shown) -> Convert | None:
    """What numbers under a format are; None where they are numbers.

    Args:
        code: The number format.
        since: Day 0 of the workbook.
        shown: What number formats make of numbers, besides dates and hours.
    """
    if shows_lapse(code):
        return _lapse
    return _moments(since) if shows_time(code) else shown(code)


def _moments(since: datetime) -> Convert:
    """Makes days, moments and hours of numbers, to the thousandth of a second."""
    first, leap = since.toordinal(), _LEAP if since == SINCE_1900 else 0

    def moment(number: float) -> DisplayedValue:
        if not leap <= number < _LAST_DAY:
            return _early(number, since)
        if number.is_integer():
            return date.fromordinal(first + int(number))
        return since + timedelta(0, 0, 0, round(number * _MILLISECONDS))

    return moment


def _early(number: float, since: datetime) -> DisplayedValue:
    """What a number means that is an hour, before March 1900, or no day at all."""
    if not 0 <= number < _LAST_DAY:
        return number
    if number < 1:
        return (SINCE_1900 + _lapse(number)).time()
    moment = since + _lapse(number + 1)
    return moment.date() if number.is_integer() else moment


def _lapse(number: float) -> timedelta:
    return timedelta(0, 0, 0, round(number * _MILLISECONDS))


def _date(said: bytes) -> DisplayedValue:
    moment = datetime.fromisoformat(said.decode()).replace(tzinfo=None)
    return moment if b"T" in said else moment.date()


def _result(said: bytes) -> DisplayedValue:
    """The text that a formula came to."""
    return Unread.picture() if said.startswith(_PICTURES) else words(said)


def has_formula(shape: bytes) -> bool:
    """Whether a cell of this shape has a formula."""
    return _FORMULA.search(shape) is not None


def _said(shape: bytes) -> str:
    """The words of a formula; none where it points at another one."""
    found = _FORMULA.search(shape)
    return words(found[1]) if found else ""


def words(xml: bytes) -> str:
    """A text as people see it."""
    text = xml.decode()
    if "&" in text:
        text = unescape(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return decoded(text)


def decoded(text: str) -> str:
    """A text with the signs that sheets write as their number: ``_x000D_``."""
    return _CODED.sub(_sign, text) if "_x" in text else text


def _sign(coded: re.Match[str]) -> str:
    return chr(int(coded[1], 16))


def line_of(row: bytes) -> int:
    """The line of a row in the plain spelling, by its first cell."""
    found = _LINE.search(row)
    if found is None:
        raise BadZipFile(row[:100])
    return int(found[1])


def plain(rows: bytes, prefix: str, after: int) -> bytes:
    """Rows in the plain spelling, whoever wrote them.

    Args:
        rows: The XML of whole rows.
        prefix: What stands before the names of elements: ``x:`` or empty.
        after: The line above them, from which rows that do not say theirs are counted.

    Raises:
        BadZipFile: It is not well formed.
    """
    speller = _Speller(prefix, after)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = speller.start
    parser.EndElementHandler = speller.end
    parser.CharacterDataHandler = speller.text
    try:
        parser.Parse(b"<rows>" + rows + b"</rows>", True)  # noqa: FBT003 - as expat has it
    except expat.ExpatError as error:
        raise BadZipFile(str(error)) from error
    return "".join(speller.spelled).encode()


class _Speller:
    """Spells cells anew while their XML is read."""

    def __init__(self, prefix: str, after: int) -> None:
        self.spelled: list[str] = []
        self._prefix = prefix
        self._line = after
        self._at = -1
        self._about = ""
        self._said: dict[str, list[str]] = {}
        self._open: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.removeprefix(self._prefix)
        if name == "row":
            self._row(attributes.get("r", f"{self._line + 1}"))
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            self._said[name] = []
        self._open.append(name)
        if len(self._open) > _DEEPEST:
            raise BadZipFile(tag)

    def text(self, text: str) -> None:
        name = self._open[-1]
        if name in {"f", "v"} or (name == "t" and "rPh" not in self._open):
            self._said.setdefault(name, []).append(text)

    def end(self, _: str) -> None:
        name, p = self._open.pop(), self._prefix
        if name == "c":
            inside = "".join(map(self._element, ("f", "v", "t")))
            self.spelled.append(f"<{p}c {self._about}>{inside}</{p}c>")
        elif name == "row":
            self.spelled.append(f"</{p}row>")

    def _row(self, number: str) -> None:
        if not number.isdecimal():
            raise BadZipFile(number)
        self._line, self._at = int(number), -1

    def _cell(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r", f"{column_letters(self._at + 1)}{self._line}")
        found = _REF.fullmatch(ref)
        if found is None:
            raise BadZipFile(ref)
        self._at = column_index(found[1])
        others = (
            f" {name}={quoteattr(attributes[name])}"
            for name in _TOLD
            if name in attributes
        )
        self._about = f'r="{ref}"{"".join(others)}'
        self._said = {}

    def _element(self, name: str) -> str:
        """One of the elements in a cell; text of its own only where no value is."""
        if name not in self._said or (name == "t" and "v" in self._said):
            return ""
        p, text = self._prefix, escape("".join(self._said[name]))
        element = f"<{p}{name}>{text}</{p}{name}>"
        return f"<{p}is>{element}</{p}is>" if name == "t" else element
