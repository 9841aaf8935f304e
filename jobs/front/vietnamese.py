"""Vietnamese: what the library of the command line says in English, said to people."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SECTIONS = {"Options": "Lựa chọn", "Commands": "Lệnh"}
_WORDS = {
    "[OPTIONS]": "[LỰA CHỌN]",
    "COMMAND": "LỆNH",
    "[ARGS]...": "…",
    "Show this message and exit.": "In lời giải thích này.",
    "DIRECTORY": "THƯ_MỤC",
    "INTEGER": "SỐ",
    "PATH": "TỆP",
    "TEXT": "CHỮ",
}
_VALUE = r"Invalid value for '?(.+?)'?: '?(.*?)'? "
_SAID = (
    (r"No such command '(.*?)'.*", "Không có lệnh “{}”."),
    (r"No such option:? '?(-[^' .]*).*?(--[\w-]+).*", "Không có {}; có phải {}?"),
    (r"No such option:? '?(-[^' .]*).*", "Không có {}."),
    (r"Missing (?:argument|option|parameter) '(.*?)'.*", "Còn thiếu {}."),
    (r"Option '(.*)' requires an argument.*", "Sau {} cần một giá trị."),
    (r"Option '(.*)' does not take a value.*", "Sau {} không có giá trị."),
    (r"Got unexpected extra arguments? \((.*)\)", "Thừa chữ “{}”."),
    (_VALUE + r"is not one of (.*)\.", "{}: không có “{}”; xin chọn {}."),
    (_VALUE + r"is not a valid integer.*", "{}: “{}” không phải số nguyên."),
    (_VALUE.replace("'?(.*?)'? ", r"\w+ '(.*)' ") + "is a file.*", "{}: “{}” là tệp."),
    (_VALUE.replace("'?(.*?)'? ", "(.*)"), "{}: giá trị chưa đúng ({})."),
)


def sentence(error: click.ClickException) -> str:
    """What a person did not say right; our own words stay as they are."""
    message = error.format_message()
    for pattern, said in _SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return said.format(*found.groups())
    return message


class Formatter(click.HelpFormatter):
    """The help of a command, its headings and marks in Vietnamese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is written."""
        super().write_usage(prog, _worded(args), prefix or "Cách dùng: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A heading, and what stands under it."""
        with super().section(_SECTIONS.get(name, name)):
            yield

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Options and commands, each with its explanation."""
        super().write_dl([*_worded_rows(rows)], col_max, col_spacing)


def _worded_rows(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((_worded(name), _WORDS.get(about, about)) for name, about in rows)


def _worded(text: str) -> str:
    for english, ours in _WORDS.items():
        text = text.replace(english, ours)
    return text


class Context(click.Context):
    """Where a command runs; its help is written by `Formatter`."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is Vietnamese."""

    context_class = Context
