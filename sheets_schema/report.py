"""A report as data: headings, sentences, tables and charts, drawn by a store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from sheets_schema.cells import Raw


@dataclass(frozen=True)
class Heading:
    """A line in larger type: level 1 is the report's own title."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """One or more sentences across the page."""

    text: str


@dataclass(frozen=True)
class FigureTable:
    """A table of figures.

    Attributes:
        head: The headings of its columns.
        rows: The lines; each as long as ``head``.
        formats: A number format in Excel's words for each column, or empty.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Raw, ...], ...]
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A drawing of the `FigureTable` that stands last before it.

    Attributes:
        title: What the chart shows.
        kind: Lying bars, standing columns, or bars stacked to the whole.
        values: The grid's columns that are drawn, counted from 0; the first column
            holds the labels.
        rows: How many of the grid's rows are drawn; 0 for all.
    """

    title: str
    kind: Literal["bar", "column", "stacked"]
    values: tuple[int, ...]
    rows: int = 0


Block: TypeAlias = Heading | Paragraph | FigureTable | Chart


@dataclass(frozen=True)
class Report:
    r"""One tab of a report.

    Attributes:
        key: Tells this report from others: ``survey-2026``; drawing it again replaces
            the tab that carries the key.
        title: The tab's title, at most 31 characters, without ``[]:*?/\\``.
        blocks: What stands on it, from the top.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
