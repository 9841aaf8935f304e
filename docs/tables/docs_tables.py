"""Tables of the documents, printed from the code by cog.

Each function returns Markdown with an empty line before and after it.
"""  # noqa: INP001 - cog imports it by its folder

from __future__ import annotations

from typing import TYPE_CHECKING

import langnghe
from sheets_schema import choices
from sheets_schema.books.shelf import BOOKS
from sheets_schema.company import prefill
from sheets_schema.procedure.course import PROMISES, STAGES
from sheets_schema.words import Flag
from sheets_schema.writing.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sheets_schema.cells import Kind
    from sheets_schema.columns import Table
    from sheets_schema.procedure.stages import Stage

CHOICE = "choice"
"""The tab with one column a list: its columns are the lists themselves."""


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """A table in Markdown."""
    lines = (head, ("---",) * len(head), *rows)
    return "\n" + "\n".join(map(_line, lines)) + "\n"


def _line(cells: Iterable[object]) -> str:
    texts = (str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(texts)} |"


def code(text: str) -> str:
    """A text to be shown letter for letter; nothing where it is empty."""
    return f"`{text}`" if text else ""


def commands() -> str:
    """The commands, with the first sentence of their help."""
    rows = (
        (code(f"langnghe {name}"), command.get_short_help_str(99))
        for name, command in langnghe.main.commands.items()
    )
    return table(("lệnh", "để"), rows)


def tabs() -> str:
    """Every book and tab."""
    rows = (
        (book.title, code(book.file), code(tab.key), tab.title)
        for book in BOOKS
        for tab in book.tables
    )
    return table(("book", "file", "tab", "title"), rows)


def columns() -> str:
    """The columns of every tab, each tab under a heading of its own."""
    tabs = (tab for book in BOOKS for tab in book.tables if tab.key != CHOICE)
    return "\n".join(
        f"\n### `{tab.key}` · {tab.title}\n{_columns(tab)}" for tab in tabs
    )


def _columns(tab: Table) -> str:
    rows = (
        (
            code(column.key),
            column.heading,
            _kind(column.kind),
            column.owner.value,
            column.nature.value,
        )
        for column in tab.columns
    )
    return table(("key", "heading", "kind", "filled by", "nature"), rows)


def _kind(kind: Kind) -> str:
    return f"{kind.name}: {code(kind.list)}" if kind.list else kind.name


def lists() -> str:
    """The lists behind the drop-downs."""
    rows = (
        (code(one.key), one.title, "; ".join(one.values), "yes" if one.open else "")
        for one in choices.ALL
    )
    return table(("list", "title", "values of a new book", "staff may add"), rows)


def flags() -> str:
    """The words of the flag."""
    return "\n" + " · ".join(f"`{flag}`" for flag in Flag) + "\n"


def states() -> str:
    """The rules of the lifecycle, from the top."""
    rows = (
        (number, one.status, one.role, one.step, _clocks(one))
        for number, one in enumerate(STAGES, 1)
    )
    head = ("rule", "state", "we wait for", "next step", "clock")
    return table(head, rows)


def _clocks(stage: Stage) -> str:
    return ", ".join(code(clock.key) for clock in stage.clocks)


def promises() -> str:
    """The clocks that run beside the state."""
    rows = ((code(clock.key), clock.name, clock.role, clock.step) for clock in PROMISES)
    return table(("clock", "what", "we wait for", "stopped by"), rows)


def letters() -> str:
    """The letters of a new book, and the rules of their kinds."""
    rows = (
        (
            code(key),
            one["name"],
            ", ".join(kind.audience),
            kind.when,
            code(kind.once),
            "yes" if kind.dropped else "",
            " ".join(code(f"{{{place}}}") for place in kind.places),
        )
        for one in prefill.letter()
        for key in [str(one["key"])]
        for kind in [KINDS[key]]
    )
    head = ("letter", "name", "goes to", "when", "once", "dropped when done", "places")
    return table(head, rows)
