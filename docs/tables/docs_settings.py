"""Settings, limits and jobs as tables, and which of them this version heeds."""  # noqa: INP001 - cog imports it by its folder

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docs_tables import code, table
from pydantic import BaseModel

from jobs.catalogue import JOBS
from sheets_schema.procedure import pack
from sheets_schema.procedure.course import IN_USE
from sync.configuration import faults
from sync.configuration.sections import Timetable
from sync.configuration.settings import Settings
from sync.configuration.template import template

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.procedure.pack import PolicyLine

_SECTION = re.compile(r"\[([\w.-]+)\]")
_SETTING = re.compile(r"([\w-]+) = ")


def policy() -> str:
    """Every line of the policy tab, with what each written procedure says."""
    packs = {one.key: one.policy for one in map(pack.read, pack.keys())}
    default = packs.pop(pack.DEFAULT)
    others = [{line.key: line for line in lines} for lines in packs.values()]
    rows = (
        (
            code(line.key),
            line.name,
            _limit(line),
            *(_differs(one[line.key], line) for one in others),
            _is_there(line.key in IN_USE),
        )
        for line in default
    )
    return table(("key", "what", pack.DEFAULT, *packs, "in this version"), rows)


def _is_there(there: bool) -> str:  # noqa: FBT001 - prints it
    return "yes" if there else "not yet"


def _differs(line: PolicyLine, default: PolicyLine) -> str:
    said = _limit(line)
    return "" if said == _limit(default) else said


def _limit(line: PolicyLine) -> str:
    if isinstance(line.value, bool):
        amount = "có" if line.value else "không"
    else:
        grouped = f"{line.value:,}" if isinstance(line.value, int) else "–"
        amount = f"{grouped.replace(',', '.')} {line.unit}"
    return f"{amount} ({line.source})"


def jobs() -> str:
    """The jobs of the timetable that there are."""
    about = _comments()
    rows = (
        (code(job), code(line), about["timetable", job].rpartition(". ")[2])
        for job, line in Timetable().lines.items()
        if job in JOBS
    )
    return table(("job", "default line", "what it does"), rows)


def settings() -> str:
    """Every setting with its default and its name in the environment."""
    about, defaults = _comments(), dict(_defaults(Settings))
    rows = (
        (
            code(f"[{section}] {name}"),
            code(str(defaults[section, name])),
            code(variable),
            about.get((section, name), ""),
        )
        for variable, path in faults.paths(Settings).items()
        for section, name in [(".".join(path[:-1]), path[-1])]
        if section != "timetable"
    )
    return table(("setting", "default", "in the environment", "what it is"), rows)


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
