"""Door: the commands as a newcomer meets them, and their refusals in a sentence."""

from __future__ import annotations

import sys

import click

NOT_DONE = 1
"""How a command ends that could not do what was asked."""


class Door(click.Group):
    """Commands in the order in which a newcomer needs them; refusals in a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they were written down."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a refusal is one sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            from jobs.refusals import sentence  # noqa: PLC0415 - when something is wrong

            said = sentence(error)
            if said is None:
                raise
            click.echo(said, err=True)
            sys.exit(NOT_DONE)
