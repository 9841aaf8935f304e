"""Formulas that many cells share, when the cell that holds the words is overwritten."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, unescape

_SHARED = re.compile(
    rb"<(\w+:)?f(?=\s)([^<>]*?\st\s*=\s*[\"']shared[\"'][^<>]*?)(?:/>|>(.*?)</(?:\w+:)?f\s*>)",
    re.DOTALL,
)
_GROUP = re.compile(rb"""\ssi\s*=\s*["'](\d+)["']""")


class Orphans:
    """Shared formulas whose first cell was overwritten.

    A sheet keeps a formula that was filled down once, in the first of its cells; the
    others only point at it. They come after it, and are given the words themselves.
    """

    def __init__(self) -> None:
        self._words: dict[bytes, tuple[str, str]] = {}

    def __bool__(self) -> bool:
        return bool(self._words)

    def note(self, cell: bytes, ref: str) -> None:
        """Remember what an overwritten cell held for others."""
        found = _SHARED.search(cell)
        group = _GROUP.search(found[2]) if found else None
        if found and group and found[3]:
            self._words[group[1]] = (unescape(found[3].decode()), ref)

    def settled(self, cell: bytes, ref: str) -> bytes:
        """The cell with words of its own, if it pointed at what was overwritten."""
        found = _SHARED.search(cell)
        group = _GROUP.search(found[2]) if found else None
        if not found or not group or found[3] or group[1] not in self._words:
            return cell
        from sync.xlsx.drawing import translated  # noqa: PLC0415 - heavy and rarely needed

        words = translated(*self._words[group[1]], ref)
        p = found[1] or b""
        own = b"<%bf>%b</%bf>" % (p, escape(words).encode(), p)
        return cell[: found.start()] + own + cell[found.end() :]
