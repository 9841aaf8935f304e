"""Options: which of a list's choices is meant by what somebody typed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sheets_schema.reading.typed import Raw, Unreadable, as_text, clean, fold, visible
from sheets_schema.words import OTHER

if TYPE_CHECKING:
    from collections.abc import Iterable

_SOME = 5
_LEVEL = re.compile(r"(?:cap|cap do|muc|muc do|loai|so) ([0-9]+)")
_NOT = frozenset({"khong", "chua"})
"""Words that turn a choice round: whoever does not write one does not mean it."""
_TITLES = frozenset({"anh", "chi", "co", "chu", "bac", "ong", "ba", "em"})
_WORD = re.compile(r"[a-z0-9]+")
_SEPARATOR = re.compile("[;\n]")


def read_choice(raw: Raw, options: tuple[str, ...]) -> str | None:
    """The choice that is meant; None for an empty cell.

    Found by the whole words, else without marks and capitals, else by the number or
    sign in front (``Cấp 2``) or by what follows it, else by how one choice alone
    begins, by first letters (``KN``) or by some of its words in any order (``Ha Tran``)
    that no other has; “Không” and “Chưa” have to be among them. ``Khác:`` with words of
    one's own is ``Khác``. Where the list is empty anything goes.

    Raises:
        Unreadable: It fits no choice, or several.
    """
    text = as_text(raw)
    if not visible(text):
        return None
    meant = _meant(text, options)
    if meant is None:
        raise Unreadable(raw, _told(_near(text, options) or options))
    return meant


def read_choices(raw: Raw, options: tuple[str, ...]) -> tuple[str, ...] | None:
    """The choices of a cell, each once; None where there are none.

    They stand apart by ``;`` or in lines, or by the commas that a drop-down of Google
    Sheets writes between several.

    Raises:
        Unreadable: One of them fits no choice, or several.
    """
    parts = (clean(part) for part in _SEPARATOR.split(as_text(raw)))
    filled = (part for part in parts if visible(part))
    meant = (one for part in filled for one in _several(part, options))
    return tuple(dict.fromkeys(meant)) or None


def find(raw: Raw, options: tuple[str, ...]) -> str | None:
    """The choice that is meant; None for one that cannot be read too."""
    try:
        return read_choice(raw, options)
    except Unreadable:
        return None


def is_other(raw: Raw) -> bool:
    """Whether a cell says ``Khác:`` and goes on in words of its own."""
    first, colon, _ = as_text(raw).partition(":")
    return bool(colon) and _bare(first) == _bare(OTHER)


def _several(text: str, options: tuple[str, ...]) -> Iterable[str]:
    whole = _meant(text, options)
    if whole is not None:
        return (whole,)
    apart = [_meant(clean(part), options) for part in text.split(",")]
    found = [one for one in apart if one is not None]
    if len(found) < len(apart):
        raise Unreadable(text, _told(options))
    return found


def _told(options: tuple[str, ...]) -> str:
    more = "; v.v" if len(options) > _SOME else ""
    return f"xin chọn trong danh sách: {'; '.join(options[:_SOME])}{more}"


def _meant(text: str, options: tuple[str, ...]) -> str | None:
    if not options or text in options:
        return text
    bare = _bare(text)
    for names in _names(options):
        if bare in names:
            return names[bare]
    begun = {
        whole for name, whole in _begins(options) if bare and name.startswith(bare)
    }
    near = begun if len(begun) == 1 else set(_near(text, options))
    if len(near) == 1:
        return near.pop()
    return OTHER if OTHER in options and is_other(text) else None


def _near(text: str, options: tuple[str, ...]) -> tuple[str, ...]:
    """The choices that are called so by people: first letters, a level, some words."""
    bare = _bare(text)
    if level := _LEVEL.fullmatch(bare):
        signs = _names(options)[1]
        return (signs[level[1]],) if level[1] in signs else ()
    words = frozenset(bare.split())
    return _holding(bare, words, options) or _holding(bare, words - _TITLES, options)


def _holding(
    bare: str, words: frozenset[str], options: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(
        option
        for option, parts in _parts(options)
        if words and (_says(words, parts) or bare == "".join(it[0] for it in parts))
    )


def _says(words: frozenset[str], parts: tuple[str, ...]) -> bool:
    """Whether some words of a choice say it, what turns it round among them."""
    return words <= set(parts) and not _NOT & set(parts) - words


@lru_cache(maxsize=256)
def _parts(options: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The folded words of each choice."""
    found = ((option, tuple(_WORD.findall(_bare(option)))) for option in options)
    return tuple((option, parts) for option, parts in found if parts)


@lru_cache(maxsize=256)
def _names(options: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """What stands for just one choice: its folded words, its sign, what follows it."""
    apart = [(_apart(option), option) for option in options]
    return (
        _only((_bare(option), option) for option in options),
        _only((sign, option) for (sign, _), option in apart if sign),
        _only((rest, option) for (sign, rest), option in apart if sign),
    )


@lru_cache(maxsize=256)
def _begins(options: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    whole = ((_bare(option), option) for option in options)
    return (*whole, *((_apart(option)[1], option) for option in options))


def _apart(option: str) -> tuple[str, str]:
    """A choice's number or sign in front, if it has one, and the rest, both folded."""
    first, _, rest = _bare(option).partition(" ")
    is_sign = bool(rest) and not any(sign.isalpha() for sign in first)
    return (first.rstrip(".):"), rest) if is_sign else ("", _bare(option))


def _bare(text: str) -> str:
    return fold(visible(text))


def _only(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names that stand for one choice alone."""
    found: dict[str, set[str]] = {}
    for name, option in named:
        found.setdefault(name, set()).add(option)
    return {name: options.pop() for name, options in found.items() if len(options) == 1}
