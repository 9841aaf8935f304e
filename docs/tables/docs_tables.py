"""Tables of the documents, printed from the code by cog.

Each function returns Markdown with an empty line before and after it.
"""  # noqa: INP001 - cog imports it by its folder

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import BaseModel

import langnghe
from jobs.catalogue import JOBS
from sheets_schema import choices, clocks, lifecycle, pack, prefill
from sheets_schema.books.shelf import BOOKS
from sheets_schema.words import Flag
from sync import faults
from sync.sections import Timetable
from sync.settings import Settings
from sync.template import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sheets_schema.cells import Kind
    from sheets_schema.columns import Table
    from sheets_schema.pack import Line

CHOICE = "choice"
"""The tab with one column a list: its columns are the lists themselves."""
_SECTION = re.compile(r"\[([\w.-]+)\]")
_SETTING = re.compile(r"([\w-]+) = ")


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "\n" + "\n".join(map(_line, lines)) + "\n"


def _line(cells: Iterable[object]) -> str:
    texts = (str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(texts)} |"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def commands() -> str:
    """The commands, with the first sentence of their help."""
    rows = (
        (_code(f"langnghe {name}"), command.get_short_help_str(99))
        for name, command in langnghe.main.commands.items()
    )
    return _table(("lệnh", "để"), rows)


def tabs() -> str:
    """Every book and tab."""
    rows = (
        (book.title, _code(book.file), _code(table.key), table.title)
        for book in BOOKS
        for table in book.tables
    )
    return _table(("book", "file", "tab", "title"), rows)


def columns() -> str:
    """The columns of every tab, each tab under a heading of its own."""
    tables = (table for book in BOOKS for table in book.tables)
    return "\n".join(
        f"\n### `{table.key}` · {table.title}\n{_columns(table)}"
        for table in tables
        if table.key != CHOICE
    )


def _columns(table: Table) -> str:
    rows = (
        (
            _code(column.key),
            column.heading,
            _kind(column.kind),
            column.owner.value,
            column.nature.value,
        )
        for column in table.columns
    )
    return _table(("key", "heading", "kind", "filled by", "nature"), rows)


def _kind(kind: Kind) -> str:
    return f"{kind.name}: {_code(kind.list)}" if kind.list else kind.name


def lists() -> str:
    """The lists behind the drop-downs."""
    rows = (
        (_code(one.key), one.title, "; ".join(one.values), "yes" if one.open else "")
        for one in choices.ALL
    )
    return _table(("list", "title", "values of a new book", "staff may add"), rows)


def flags() -> str:
    """The words of the flag."""
    return "\n" + " · ".join(f"`{flag}`" for flag in Flag) + "\n"


def states() -> str:
    """The rules of the lifecycle, from the top."""
    rows = (
        (number, rule.status.value, rule.role, rule.step, _code(rule.clock))
        for number, rule in enumerate(lifecycle.RULES, 1)
    )
    head = ("rule", "state", "we wait for", "next step", "clock")
    return _table(head, rows)


def promises() -> str:
    """The clocks that run beside the state."""
    rows = (
        (_code(clock.key), clock.name, clock.role, clock.step)
        for clock in clocks.PROMISES
    )
    return _table(("clock", "what", "we wait for", "stopped by"), rows)


def policy() -> str:
    """Every line of the policy tab, with what each written procedure says."""
    packs = {one.key: one.policy for one in map(pack.read, pack.keys())}
    default = packs.pop(pack.DEFAULT)
    others = [{line.key: line for line in lines} for lines in packs.values()]
    rows = (
        (
            _code(line.key),
            line.name,
            _limit(line),
            *(_differs(one[line.key], line) for one in others),
        )
        for line in default
    )
    return _table(("key", "what", pack.DEFAULT, *packs), rows)


def _differs(line: Line, default: Line) -> str:
    said = _limit(line)
    return "" if said == _limit(default) else said


def _limit(line: Line) -> str:
    if isinstance(line.value, bool):
        amount = "có" if line.value else "không"
    else:
        grouped = f"{line.value:,}" if isinstance(line.value, int) else "–"
        amount = f"{grouped.replace(',', '.')} {line.unit}"
    return f"{amount} ({line.source})"


def jobs() -> str:
    """The jobs of the timetable, and which of them this version has."""
    about = _comments()
    rows = (
        (
            _code(job),
            _code(line),
            about["timetable", job].rpartition(". ")[2],
            "yes" if job in JOBS else "not yet",
        )
        for job, line in Timetable().lines.items()
    )
    return _table(("job", "default line", "what it does", "in this version"), rows)


def settings() -> str:
    """Every setting with its default and its name in the environment."""
    about, defaults = _comments(), dict(_defaults(Settings))
    rows = (
        (
            _code(f"[{section}] {name}"),
            _code(str(defaults[section, name])),
            _code(variable),
            about.get((section, name), ""),
        )
        for variable, path in faults.paths(Settings).items()
        for section, name in [(".".join(path[:-1]), path[-1])]
        if section != "timetable"
    )
    return _table(("setting", "default", "in the environment", "what it is"), rows)


def _defaults(
    model: type[BaseModel], section: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, str], object]]:
    for name, field in model.model_fields.items():
        key, inner = field.alias or name, field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _defaults(inner, (*section, key))
        else:
            default = "" if field.is_required() else field.default
            yield (".".join(section), key), default


def _comments() -> Mapping[tuple[str, str], str]:
    """What the settings file says above each line, by section and name."""
    found: dict[tuple[str, str], str] = {}
    said: list[str] = []
    section = ""
    for line in template(secret="").splitlines():
        if line.startswith("# "):
            said.append(line.removeprefix("# "))
        elif header := _SECTION.fullmatch(line):
            section = header[1]
            said.clear()
        elif setting := _SETTING.match(line):
            found[section, setting[1]] = " ".join(said).rstrip(":")
            said.clear()
    return found


def letters() -> str:
    """The letters of a new book."""
    rows = (
        (
            _code(key),
            one["name"],
            "customers" if key.startswith("C") else "colleagues",
            " ".join(map(_code, str(one["fields"]).split(", "))),
        )
        for one in prefill.letter()
        for key in [str(one["key"])]
    )
    return _table(("letter", "name", "goes to", "places"), rows)
