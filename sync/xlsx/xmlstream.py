"""XML that arrives in pieces, plain enough to be searched as bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import BadZipFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


class XmlStream:
    """What is left of a part, taken from the front.

    Where comments or CDATA sections stand, which no spreadsheet program writes, the
    part is read whole and freed of them first, so that ``<row`` is always a row.
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

    def _take(self, size: int) -> bytes:
        taken, self._left = self._left[:size], self._left[size:]
        return taken

    def _more(self) -> bool:
        piece = next(self._pieces, None)
        self._left += piece or b""
        if b"<!" in self._left:
            self._left = _ASIDE.sub(_said, self._left + b"".join(self._pieces))
        return piece is not None


def _said(aside: re.Match[bytes]) -> bytes:
    """A comment says nothing; a CDATA section says its text."""
    return escape((aside[1] or b"").decode()).encode()
