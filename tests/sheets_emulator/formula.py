"""Formulas read: text to a tree, and references moved within the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.sheets_emulator.a1 import column_index, column_letters, quote

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"]|"")*")
    |(?P<ref>(?:(?:'(?:[^']|'')+'|\w+)!)?
        (?:\$?[A-Za-z]{1,3}\$?[0-9]+(?::\$?[A-Za-z]{1,3}(?:\$?[0-9]+)?)?
        |\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[0-9]+:\$?[0-9]+)(?![\w(]))
    |(?P<number>[0-9]+(?:[.,][0-9]+)?(?:[eE][-+]?[0-9]+)?)
    |(?P<name>[^\W\d][\w.]*)
    |(?P<sign><>|<=|>=|[-+*/^&=<>%(),;])
    )""",
    re.VERBOSE,
)
CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)\Z")
BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2} | {
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 4,
    "^": 6,
}


class FormulaError(ValueError):
    """A formula that cannot be read."""


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a reference; an index that is None is open."""

    row: int | None
    column: int | None
    row_fixed: bool
    column_fixed: bool

    def written(self) -> str:
        """``$A3``."""
        letters = "" if self.column is None else column_letters(self.column)
        number = "" if self.row is None else str(self.row + 1)
        fixed = "$" if self.row_fixed else ""
        return ("$" if self.column_fixed else "") + letters + fixed + number


@dataclass(frozen=True, slots=True)
class Reference:
    """``'Sổ'!$A3:B``: the tab or None for its own, and one or two corners."""

    title: str | None
    corners: tuple[Corner, ...]

    def written(self) -> str:
        """The reference as text."""
        tab = "" if self.title is None else f"{quote(self.title)}!"
        return tab + ":".join(corner.written() for corner in self.corners)


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator with what it is applied to."""

    name: str
    parts: tuple[Node, ...]


Node = float | str | bool | Reference | Call | None


def read_reference(text: str) -> Reference:
    """The reference that a token of that kind writes."""
    title, _, place = text.rpartition("!")
    if title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    corners = tuple(_corner(end) for end in place.split(":"))
    return Reference(title or None, corners)


def _corner(text: str) -> Corner:
    found = CORNER.match(text)
    if not found:
        raise FormulaError(text)
    first, letters, second, digits = found.groups()
    column = column_index(letters) if letters else None
    row = int(digits) - 1 if digits else None
    # in $3 the first sign belongs to the row
    row_fixed = bool(second) or (not letters and bool(first))
    return Corner(row, column, row_fixed, bool(first) and bool(letters))


def moved(text: str, change: Callable[[Reference], Reference | None]) -> str:
    """The formula with every reference changed; one that is gone is ``#REF!``."""

    def one(found: re.Match[str]) -> str:
        if not found["ref"]:
            return found[0]
        new = change(read_reference(found["ref"]))
        blank = found[0][: len(found[0]) - len(found["ref"])]
        return blank + ("#REF!" if new is None else new.written())

    return TOKEN.sub(one, text)


def read(text: str, *, decimal: str) -> Node:
    """The tree of a formula; the text begins with ``=``.

    Where the decimal mark is a comma only the semicolon separates arguments; the
    semicolon separates everywhere.

    Raises:
        FormulaError: It cannot be read.
    """
    return _Reader(text[1:], decimal).whole()


class _Reader:
    def __init__(self, text: str, decimal: str) -> None:
        self.decimal = decimal
        self.tokens = list(self._split(text))
        self.at = 0

    def _split(self, text: str) -> list[tuple[str, str]]:
        tokens = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise FormulaError(text[at:])
            kind = str(found.lastgroup)
            token = found[kind]
            if kind == "number" and "," in token and self.decimal == ".":
                token = token.split(",")[0]  # the comma separates here
            at = found.start(kind) + len(token)
            tokens.append((kind, token))
        return tokens

    def _next(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _take(self, sign: str) -> None:
        if self._next() != ("sign", sign):
            raise FormulaError(self._next()[1])
        self.at += 1

    def whole(self) -> Node:
        tree = self._expression(0)
        if self.at < len(self.tokens):
            raise FormulaError(self._next()[1])
        return tree

    def _expression(self, least: int) -> Node:
        left = self._percent(self._one())
        while True:
            kind, sign = self._next()
            strength = BINDING.get(sign, 0) if kind == "sign" else 0
            if not strength or strength <= least:
                return left
            self.at += 1
            left = Call(sign, (left, self._expression(strength)))

    def _percent(self, tree: Node) -> Node:
        while self._next() == ("sign", "%"):
            self.at += 1
            tree = Call("/", (tree, 100.0))
        return tree

    def _one(self) -> Node:
        kind, token = self._next()
        self.at += 1
        if kind == "sign":
            return self._signed(token)
        if kind == "text":
            return token[1:-1].replace('""', '"')
        if kind == "number":
            return float(token.replace(",", "."))
        if kind == "ref":
            return read_reference(token)
        if kind == "name":
            return self._named(token)
        raise FormulaError(token)

    def _signed(self, sign: str) -> Node:
        if sign == "(":
            tree = self._expression(0)
            self._take(")")
            return tree
        if sign == "-":
            return Call("-", (0.0, self._expression(5)))
        if sign == "+":
            return self._expression(5)
        raise FormulaError(sign)

    def _named(self, name: str) -> Node:
        if self._next() != ("sign", "("):
            if name.upper() in ("TRUE", "FALSE"):
                return name.upper() == "TRUE"
            return Call("NAMED RANGE", (name,))
        self.at += 1
        parts: list[Node] = []
        while self._next() != ("sign", ")"):
            parts.append(self._argument())
        self.at += 1
        return Call(name.upper(), tuple(parts))

    def _argument(self) -> Node:
        if self._next()[1] in self._separators():
            part: Node = None
        else:
            part = self._expression(0)
        if self._next()[1] in self._separators():
            self.at += 1
        elif self._next() != ("sign", ")"):
            raise FormulaError(self._next()[1])
        return part

    def _separators(self) -> tuple[str, ...]:
        return (",", ";") if self.decimal == "." else (";",)


def functions(tree: Node) -> set[str]:
    """The names of the functions that a formula calls."""
    if not isinstance(tree, Call):
        return set()
    own = set() if tree.name in BINDING else {tree.name}
    return own.union(*(functions(part) for part in tree.parts))
