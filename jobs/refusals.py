"""Refusals: the errors that are told in one sentence, whatever command met them."""

from __future__ import annotations

from jobs.survey import NoSummary
from sheets_schema.procedure.pack import UnknownPack
from sheets_schema.writing.letters import Unfillable
from sync import machine
from sync.configuration.settings import BadSettings
from sync.durable.database import Unstorable
from sync.store import StoreError


class Refused(Exception):  # noqa: N818 - named for the refusal
    """A command cannot do what was asked; ``str`` is one sentence."""


class WrongWords(Refused):
    """Nobody can know what was asked: the command line names what there is not."""


REFUSALS = (
    BadSettings,
    NoSummary,
    Refused,
    StoreError,
    Unfillable,
    UnknownPack,
    Unstorable,
)


def sentence(error: Exception) -> str | None:
    """What people are told of an error; None where it is a mistake of the program."""
    if isinstance(error, REFUSALS):
        return str(error)
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"Không làm được: {machine.reason(error)}{place}."
    return None
