"""Colours: the palette, and what a live colour rule is made of.

Hues are Okabe and Ito's, paled so that black text stays readable on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "#1F2937"
GREY = "#6B7280"
PALE_GREY = "#E5E7EB"
WHITE = "#FFFFFF"
SKY = "#DCEEFA"
GREEN = "#D6EFE6"
PURPLE = "#F5E4ED"
YELLOW = "#FFF7A8"
ORANGE, DEEP_ORANGE = "#FFF3DB", "#F8CF82"
VERMILION, DEEP_VERMILION = "#FCE4D6", "#F4B183"
RED = "#D55E00"

SIGN = 'N("Lắng Nghe")=0'
"""Always true: it stands in the desk's live rules, and in nobody else's.

A rule keeps it when people copy it or another program saves it.
"""
_APART = re.compile(r'"[^"]*"|;')
"""What stands between quotation marks, and what stands between arguments."""
_PLACE = re.compile(r"\{(\w+)(:all)?\}")


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell stands out.

    Attributes:
        fill: Its ground, ``#RRGGBB``; empty leaves it.
        font: Its letters, ``#RRGGBB``; empty leaves them.
        bold: Whether the letters are bold.
    """

    fill: str = ""
    font: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ColourRule:
    """One live rule; of several that hold for a cell the first wins.

    Attributes:
        when: A formula that is true where the rule holds, see `formula`.
        style: How the cells stand out then.
        columns: The keys of the columns it colours; empty for the whole line.
        on_heading: Whether it colours the heading instead of the lines of data.
    """

    when: str
    style: Style
    columns: tuple[str, ...] = ()
    on_heading: bool = False


def formula(
    when: str,
    *,
    cell: Callable[[str], str],
    column: Callable[[str], str],
    separator: str,
) -> str:
    """A rule's formula as a spreadsheet reads it, without the sign ``=``.

    Args:
        when: With ``{key}`` for the cell of this line, ``{key:all}`` for all lines of
            a column, and ``;`` between arguments.
        cell: From a key to the cell of the first line it covers: ``$F3``.
        column: From a key to the cells of the column: ``$F$3:$F$2000``.
        separator: ``,`` in a workbook's file, ``;`` in a Vietnamese Google sheet.
    """
    parts = _APART.sub(lambda it: separator if it[0] == ";" else it[0], when)
    return _PLACE.sub(lambda at: (column if at[2] else cell)(at[1]), parts)


def keys(when: str) -> frozenset[str]:
    """The keys of the columns that a formula looks at."""
    return frozenset(match[1] for match in _PLACE.finditer(when))
