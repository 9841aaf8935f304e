"""Tables written as text: their encoding, their delimiter, their quotes."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from functools import partial
from io import TextIOWrapper
from itertools import islice
from typing import IO, TYPE_CHECKING, Literal, NamedTuple, TypeAlias, cast

from sheets_schema.imports.old_encodings import best
from sync.store import Unreachable
from sync.xlsx.parts import Oversized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from sheets_schema.cells import Raw

Quoting: TypeAlias = Literal[0, 3]
"""Whether quotes enclose cells: ``csv.QUOTE_MINIMAL`` or ``csv.QUOTE_NONE``."""
_GZIP = b"\x1f\x8b"
_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 60
_SAMPLE_BYTES = 1 << 16
_MARKED_LINES, _MARKED_BYTES = 2_000, 2_000
_LONGEST = 1 << 23
"""So many signs may stand in a line, and in a cell."""
_LEAST, _RATIO = 1 << 27, 64
"""A packed file may unpack to so many bytes, and so many times its own."""
_AS_TEXT = re.compile(r'="([^"]*)"')
"""How programs keep a number's zeros in a text table: ``="000123"``."""
NO_TEXT = "đây không phải tệp xlsx, xls, ods hay csv"


class Text(NamedTuple):
    """A table written as text.

    Attributes:
        lines: Reads its lines, from line 1, as often as it is called.
        encoding: How its bytes became letters.
        told: What a person should look at, in sentences.
    """

    lines: Callable[[], Iterator[list[Raw]]]
    encoding: str
    told: tuple[str, ...]


def opened(path: Path) -> IO[bytes]:
    """A file's bytes, unpacked where it is packed."""
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return cast("IO[bytes]", gzip.open(path) if packed else path.open("rb"))


def most(path: Path) -> int:
    """How many bytes a file may unpack to."""
    return max(_LEAST, _RATIO * path.stat().st_size)


def start(path: Path) -> bytes:
    """The first bytes of a file."""
    with opened(path) as file:
        return file.read(_SAMPLE_BYTES)


def read(path: Path) -> Text:
    """A file as a table of text.

    Raises:
        Unreachable: It is no text.
        Oversized: A line is longer than any table's.
    """
    encoding, errors = _encoding(path)
    sample = next(_pieces(path, encoding, errors), "")
    if "\0" in sample:
        raise Unreachable(path.name, NO_TEXT)
    delimiter, skipped = _delimiter(sample)

    def lines(quoting: Quoting) -> Iterator[list[str]]:
        csv.field_size_limit(_LONGEST)
        said = _lines(path, encoding, errors)
        try:
            found = csv.reader(said, delimiter=delimiter, quoting=quoting)
            yield from islice(found, skipped, None)
        except csv.Error as error:
            raise Unreachable(path.name, NO_TEXT) from error

    quoting, told = _quoting(lines, delimiter)

    def cells() -> Iterator[list[Raw]]:
        for line in lines(quoting):
            yield [_shown(cell, quoting) for cell in line]

    return Text(cells, encoding, told)


def _shown(cell: str, quoting: Quoting) -> str:
    if quoting == csv.QUOTE_NONE and len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"')
    if cell.startswith("=") and (found := _AS_TEXT.fullmatch(cell)):
        return found[1]
    return cell


def _quoting(
    lines: Callable[[Quoting], Iterable[list[str]]], delimiter: str
) -> tuple[Quoting, tuple[str, ...]]:
    """Whether quotes enclose cells, or are signs like any other.

    A cell with line ends and delimiters in it may have swallowed lines: then the table
    is read without quotes, if that leaves all lines of one width.
    """
    swallowed = [
        at
        for at, line in enumerate(lines(csv.QUOTE_MINIMAL), 1)
        if any("\n" in cell and delimiter in cell for cell in line)
    ]
    if not swallowed:
        return csv.QUOTE_MINIMAL, ()
    widths = {len(line) for line in lines(csv.QUOTE_NONE) if line}
    if len(widths) == 1:
        return csv.QUOTE_NONE, (_SIGNS,)
    where = ", ".join(map(str, swallowed[:_SHOWN]))
    more = "…" if len(swallowed) > _SHOWN else ""
    return csv.QUOTE_MINIMAL, (_SWALLOWED.format(where=f"{where}{more}"),)


_SHOWN = 3
_SIGNS = 'Dấu " trong tệp không bao quanh ô nào, được đọc như chữ.'
_SWALLOWED = (
    'Có ô vừa xuống dòng vừa có dấu ngăn cách (dòng {where}); xin xem có thiếu dấu " '
    "làm nhiều dòng dính vào một ô không."
)


def _lines(path: Path, encoding: str, errors: str) -> Iterator[str]:
    """The lines of a text, none of them without end."""
    left = most(path)
    with TextIOWrapper(
        opened(path), encoding=encoding, errors=errors, newline=""
    ) as file:
        while line := file.readline(_LONGEST):
            left -= len(line)
            if len(line) == _LONGEST or left < 0:
                raise Oversized(path.name)
            yield line


def _pieces(path: Path, encoding: str, errors: str) -> Iterator[str]:
    with TextIOWrapper(
        opened(path), encoding=encoding, errors=errors, newline=""
    ) as file:
        while piece := file.read(_SAMPLE_BYTES):
            yield piece


def _delimiter(sample: str) -> tuple[str, int]:
    """What stands between the cells, and how many lines only say so.

    The mark that cuts the most lines into the same number of cells, more than one; of
    equals the one that cuts more.
    """
    first, _, _ = sample.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1], 1
    return max(_DELIMITERS, key=partial(_regularity, sample.splitlines())), 0


def _regularity(lines: Sequence[str], mark: str) -> tuple[int, int]:
    rows = islice(csv.reader(lines, delimiter=mark), _SAMPLE_LINES)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((times, width) for width, times in widths.items()), default=(0, 0))


def _encoding(path: Path) -> tuple[str, str]:
    """How the bytes become letters, and what happens to those that cannot.

    Vietnamese tells: of the encodings a file may be in, that one is meant in which its
    words are Vietnamese. Text for TCVN3 and VNI fonts comes out as Latin letters and is
    turned later, as in any spreadsheet.
    """
    first = start(path)
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "replace"
    for at, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if first[at::2].count(0) * 4 > len(first):
            return name, "replace"
    marked, is_utf8 = _marked(path)
    if is_utf8:
        return "utf-8-sig", "strict"
    names = ("utf-8-sig", "cp1258", "cp1252")
    return max(names, key=partial(_likelihood, marked)), "replace"


def _likelihood(marked: bytes, encoding: str) -> int:
    lines = marked.decode(encoding, "replace").splitlines()
    return sum(best(line)[1] for line in lines)


def _marked(path: Path) -> tuple[bytes, bool]:
    """Some of the lines that go beyond ASCII, and whether all of them are UTF-8."""
    kept: list[bytes] = []
    is_utf8 = True
    left = most(path)
    with opened(path) as file:
        while line := file.readline(_LONGEST):
            left -= len(line)
            if left < 0:
                raise Oversized(path.name)
            if not line.isascii():
                is_utf8 = is_utf8 and _is_utf8(line)
                if len(kept) < _MARKED_LINES:
                    kept.append(line[:_MARKED_BYTES])
    return b"".join(kept), is_utf8


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
