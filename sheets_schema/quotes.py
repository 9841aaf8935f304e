"""Quotes: a fair sample of customers' words, fit to be shown to managers."""

from __future__ import annotations

import re
from heapq import nsmallest
from typing import TYPE_CHECKING
from zlib import crc32

from sheets_schema.typed import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

HIDDEN = "…"
LONGEST = 240
"""A longer quote is cut at a word."""

_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d(?:[ .-]?\d){8,}")
# fmt: off
_NOTHING = frozenset({
    "k", "ko", "khong", "khong co", "ko co", "khong co gi", "khong y kien",
    "khong co y kien", "khong co kien nghi", "khong gop y", "chua co",
    "n/a", "na", "no", "none", "nothing", "x",
})
_TITLES = frozenset({
    "anh", "chị", "cô", "chú", "bác", "ông", "bà", "em", "bạn", "cậu", "viên", "sĩ",
    "đốc", "mr", "mrs", "ms",
})
_FAMILIES = frozenset({
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi",
    "đỗ", "hồ", "ngô", "dương", "lý", "đinh", "đoàn", "trịnh", "trương", "mai", "đào",
    "lâm", "phùng",
})
# fmt: on


def says_nothing(text: str) -> bool:
    """Whether the words only say that there is nothing to say: ``Không có``, ``-``."""
    return len(text) < 24 and _is_nothing(fold(text).strip(" .,!-_"))  # noqa: PLR2004 - longer than any of them


def _is_nothing(bare: str) -> bool:
    return bare in _NOTHING or not any(sign.isalpha() for sign in bare)


def sample(texts: Iterable[str], *, size: int) -> list[str]:
    """Some of the texts, each once: which ones depends on the texts alone.

    Those with the smallest digest are taken. That favours nobody, is the same whatever
    the order of the rows, and two samples can be sampled again into the one of all.
    """
    return nsmallest(size, set(texts), key=lambda text: (crc32(text.encode()), text))


def shown(text: str, names: Collection[str] = ()) -> str:
    """The words as managers may read them: no address, no number, no person's name.

    Args:
        text: What the customer wrote.
        names: Names known to belong to customers or staff.
    """
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", HIDDEN, text, flags=re.IGNORECASE)
    words = _unnamed(_CONTACT.sub(HIDDEN, text).split())
    return _cut(" ".join(words))


def _unnamed(words: list[str]) -> list[str]:
    kept: list[str] = []
    naming = False
    for place, word in enumerate(words):
        before = words[place - 1].casefold() if place else ""
        follows = words[place + 1 : place + 2]
        family = word.casefold() in _FAMILIES and any(map(_is_name, follows))
        naming = _is_name(word) and (naming or family or before in _TITLES)
        if naming:
            _hide(kept, word)
        else:
            kept.append(word)
        naming = naming and word[-1].isalpha()
    return kept


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _hide(kept: list[str], word: str) -> None:
    end = word.rstrip(".,;:!?")
    if kept and kept[-1] == HIDDEN:
        kept.pop()
    kept.append(HIDDEN + word[len(end) :])


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0] + HIDDEN
