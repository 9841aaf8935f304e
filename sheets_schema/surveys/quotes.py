"""Quotes: a fair sample of customers' words, fit to be shown to managers."""

from __future__ import annotations

import re
from heapq import nsmallest
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

HIDDEN = "…"
LONGEST = 240
"""A longer quote is cut at a word."""
TELLING = 24
"""Characters from which on a text says something."""
_ALL = 2**32

_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d(?:[ .-]?\d){8,}")
# fmt: off
_NOTHING = frozenset({
    "k", "ko", "không", "không có", "ko có", "không có gì", "không ý kiến",
    "không có ý kiến", "không có ý kiến gì", "không có kiến nghị", "không góp ý",
    "chưa có", "khong", "khong co", "khong y kien", "khong co y kien",
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
    if len(text) >= TELLING:
        return False
    bare = text.strip(" .,!-_\n").casefold()
    if bare and bare[0].isalpha():
        return bare in _NOTHING
    return not any(map(str.isalpha, bare))


def sample(texts: Sequence[str], *, size: int, kept: Collection[str] = ()) -> list[str]:
    """Some of the texts that say something, each once.

    Which ones depends on the texts alone: those with the smallest digest are taken.
    That favours nobody, and is the same whatever the order of the rows and the chunks
    in which they came.

    Args:
        texts: To choose from.
        size: How many at most.
        kept: A sample of other texts, to be made one with this.
    """
    limit = max(map(_digest, kept)) if len(kept) == size else _ALL
    digests = map(crc32, map(str.encode, texts))
    near = {it for it, digest in zip(texts, digests, strict=True) if digest <= limit}
    telling = {text for text in near if not says_nothing(text)}
    return nsmallest(size, telling.union(kept), key=lambda it: (_digest(it), it))


def _digest(text: str) -> int:
    return crc32(text.encode())


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
