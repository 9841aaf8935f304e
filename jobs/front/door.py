"""Door: the commands as a newcomer meets them, and their refusals in a sentence."""

from __future__ import annotations

import gc
import os
import sys
from typing import Any, NoReturn

import click

from jobs.front import vietnamese

NOT_DONE = 1
"""How a command ends that could not do what was asked."""
WRONG_WORDS = 2
"""How it ends where nobody can know what was asked."""

SELDOM = (50_000, 20, 20)
"""How many new things Python waits for before it looks for circles among them.

A register is very many things and none in a circle: to look as often as usual takes a
sixth of the time of a large one, and finds nothing.
"""


class Door(click.Group):
    """Commands in the order in which a newcomer needs them; refusals in a sentence."""

    context_class = vietnamese.Context
    command_class = vietnamese.Command

    def main(self, *args: Any, standalone_mode: bool = True, **said: Any) -> Any:  # noqa: ANN401 - as the library has it
        """Run the program; wrong words are one sentence and exit code 2."""
        _in_utf8()
        gc.set_threshold(*SELDOM)
        try:
            done = super().main(*args, standalone_mode=False, **said)  # type: ignore[call-overload]  # handed on
        except click.Abort:
            _end("Đã dừng.", NOT_DONE)
        except click.ClickException as error:
            if not standalone_mode:
                raise
            _end(vietnamese.sentence(error) + _see(error), error.exit_code)
        return sys.exit(done) if standalone_mode else done

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they were written down."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a refusal is one sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            from jobs import refusals  # noqa: PLC0415 - when something is wrong

            said = refusals.sentence(error)
            if said is None:
                raise
            wrong = isinstance(error, refusals.WrongWords)
            _end(said, WRONG_WORDS if wrong else NOT_DONE)


def _in_utf8() -> None:
    """Begin anew where words, names of files and files would not be read as UTF-8.

    A service begun without a locale of its own has one that knows no Vietnamese.
    """
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - this very program


def _see(error: click.ClickException) -> str:
    """Where the right words stand."""
    context = getattr(error, "ctx", None)
    return f" Xem: {context.command_path} --help" if context else ""


def _end(said: str, code: int) -> NoReturn:
    click.echo(said, err=True)
    sys.exit(code)
