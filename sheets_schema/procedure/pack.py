"""Pack: one company's written procedure as data, to fill a new book with.

The default pack says everything; another holds only what differs from it, so that no
pack can lack a limit.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.choices import LISTS

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "hop-nhat"

PolicyValue: TypeAlias = int | bool | str
"""A number, a switch, or ``""`` where the company sets no such limit."""


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One line of the policy tab.

    Attributes:
        key: ``k1``.
        name: What it limits, for people.
        value: What the procedure says.
        unit: A unit of the policy tab.
        source: The procedure or law that says so; ``Đề xuất`` where none does.
        inside: The key of the limit that has to last longer than this one, or empty.

    Raises:
        UnknownWord: Nobody can count in its unit.
    """

    key: str
    name: str
    value: PolicyValue
    unit: str
    source: str
    inside: str = ""

    def __post_init__(self) -> None:
        if self.unit not in LISTS["unit_of"]:
            raise UnknownWord(self.unit, among="the units")


@dataclass(frozen=True, slots=True)
class Pack:
    """A written procedure.

    Attributes:
        key: ``misa``.
        name: What people call it.
        about: What is special about it, one line.
        policy: Limits and switches.
        authority: The lines of the authority tab, by the keys of its columns.
    """

    key: str
    name: str
    about: str
    policy: tuple[PolicyLine, ...]
    authority: tuple[Mapping[str, int | str], ...]


class UnknownWord(ValueError):  # noqa: N818 - named for the refusal
    """A table names what there is not: a mistake of the program, found at import."""

    def __init__(self, word: str, *, among: str) -> None:
        super().__init__(f"“{word}” is none of {among}")


class UnknownPack(ValueError):  # noqa: N818 - named for the refusal
    """There is no pack of that name; ``str`` is one sentence with those there are."""

    def __init__(self, key: str) -> None:
        known = ", ".join(keys())
        super().__init__(f"Không có quy trình mẫu “{key}”; hiện có: {known}.")


def keys() -> tuple[str, ...]:
    """The packs that exist, the default first."""
    files = resources.files("sheets_schema").joinpath("packs").iterdir()
    found = {file.name.removesuffix(".toml") for file in files}
    return (DEFAULT, *sorted(found - {DEFAULT}))


@cache
def read(key: str) -> Pack:
    """The pack of that name.

    Raises:
        UnknownPack: There is none.
    """
    if key not in keys():
        raise UnknownPack(key)
    base, own = load("packs", DEFAULT), load("packs", key)
    policy = (
        PolicyLine(key=line, **(said | own["policy"].get(line, {})))
        for line, said in base["policy"].items()
    )
    authority = own.get("authority", base["authority"])
    return Pack(key, own["name"], own["about"], tuple(policy), tuple(authority))


def load(folder: str, name: str) -> dict[str, Any]:
    """What a file of the package says: ``packs`` or ``texts``, without ``.toml``."""
    file = resources.files("sheets_schema").joinpath(folder, f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
