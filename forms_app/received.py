"""Received: the page with the tracking code, shown once the words are safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template

from forms_app.filing import is_suspect
from forms_app.reader import language
from forms_app.steps import steps
from sheets_schema import codes
from sheets_schema.books.register import F01

if TYPE_CHECKING:
    from forms_app.desk_port import PagesDesk


class Received:
    """The page of one accepted submission; its address cannot be guessed."""

    def __init__(self, desk: PagesDesk) -> None:
        self._desk = desk

    def show(self, token: str) -> str:
        """The code, the promised moments and what happens next."""
        kept = self._desk.queue.find(token)
        if kept is None:
            abort(404)
        office = self._desk.office()
        at = kept.at.astimezone(office.conditions.zone)
        said = {key: str(raw) for key, raw in kept.first(F01.key).items()}
        kind, email = said.get("kind_sent", ""), said.get("email", "")
        promises = office.promised(kind, at)
        settings = self._desk.settings
        unit = settings.company.unit
        is_written = office.thanks_by_mail(kind) and not is_suspect(kept)
        return render_template(
            "received.html",
            code=codes.grouped(kept.track_code),
            pin=kept.pin,
            at=at,
            email=masked(email) if is_written and settings.sends_mail else "",
            steps=steps(said, promises, unit=unit, language=language()),
        )


def masked(email: str) -> str:
    """An address that its owner knows and nobody else learns: ``n•••@gmail.com``."""
    name, at, host = email.rpartition("@")
    return f"{name[:1]}•••{at}{host}" if at else ""
