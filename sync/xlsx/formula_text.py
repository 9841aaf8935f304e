"""Spelling: a formula in one form, whichever program wrote it."""

from __future__ import annotations

import re

_WORDS = re.compile(r'("(?:[^"]|"")*")')
_ASIDE = re.compile(r"[\s']+")
_TRUTH = re.compile(r"\b(TRUE|FALSE)\(\)")


def spelled(formula: str) -> str:
    """The formula without blanks and the quotes of tabs' names, in capital letters.

    Texts in it stay as they are.
    """
    pieces = _WORDS.split(formula)
    pieces[::2] = (_TRUTH.sub(r"\1", _ASIDE.sub("", it).upper()) for it in pieces[::2])
    return "".join(pieces)
