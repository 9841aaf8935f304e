"""XML that arrives in pieces, plain enough to be searched as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import BadZipFile

from sync.xlsx.parts import Oversized

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

_COMMENT, _TEXT = (b"<!--", b"-->"), (b"<![CDATA[", b"]]>")
_LONGEST = 1 << 23
"""A row may have so many bytes: sixty cells of the longest text are six million."""
_LONGEST_REST = 1 << 25


class XmlStream:
    """What is left of a part, taken from the front.

    Where comments or CDATA sections stand, which no spreadsheet program writes, the
    part is read whole and freed of them first, so that ``<row`` is always a row.

    Raises:
        Oversized: What has to be held at once is longer than a book can need.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = b""

    def through(self, end: re.Pattern[bytes]) -> bytes:
        """All up to the end of the first match; all there is if nothing matches."""
        while (found := end.search(self._left)) is None:
            if not self._more():
                return self._take(len(self._left))
        return self._take(found.end())

    def blocks(self, start: bytes, end: bytes) -> Iterator[bytes]:
        """Blocks of whole elements that begin with one mark, until the other one.

        Raises:
            BadZipFile: The other one never comes.
        """
        while (stop := self._left.find(end)) < 0:
            if (cut := self._left.rfind(start)) > 0:
                yield self._take(cut)
            if not self._more():
                raise BadZipFile(end)
        yield self._take(stop)

    def rest(self) -> Iterator[bytes]:
        """All that is left, as it comes."""
        yield self._take(len(self._left))
        yield from self._pieces

    def whole_rest(self) -> bytes:
        """All that is left, at once."""
        return self._take(len(self._left)) + _joined(self._pieces)

    def _take(self, size: int) -> bytes:
        taken, self._left = self._left[:size], self._left[size:]
        return taken

    def _more(self) -> bool:
        piece = next(self._pieces, None)
        self._left += piece or b""
        if b"<!" in self._left:
            self._left = without_asides(self._left + _joined(self._pieces))
        elif len(self._left) > _LONGEST:
            raise Oversized
        return piece is not None


def without_asides(xml: bytes) -> bytes:
    """XML without its comments, the text of its CDATA sections as any other text.

    Raises:
        BadZipFile: One does not end, or something else is declared, which no part may.
    """
    kept, done = [], 0
    while (start := xml.find(b"<!", done)) >= 0:
        is_text = xml.startswith(_TEXT[0], start)
        opening, closing = _TEXT if is_text else _COMMENT
        end = xml.find(closing, start)
        if end < 0 or not xml.startswith(opening, start):
            raise BadZipFile(xml[start : start + 20])
        said = xml[start + len(opening) : end] if is_text else b""
        kept += [xml[done:start], escape(said.decode()).encode()]
        done = end + len(closing)
    return b"".join(kept) + xml[done:]


def _joined(pieces: Iterable[bytes]) -> bytes:
    """All pieces at once."""
    held, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > _LONGEST_REST:
            raise Oversized
        held.append(piece)
    return b"".join(held)
