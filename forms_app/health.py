"""Health: whether the desk can keep what customers send, told to machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify

from sync.durable.database import Unstorable

if TYPE_CHECKING:
    from flask import Response

    from forms_app.desk_port import Desk


class Health:
    """The state of one desk; a spreadsheet that is away is no reason to be ill."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def show(self) -> tuple[Response, int]:
        """The queue's length and oldest, and what the desk adds; 503 where it fails."""
        queue = self._desk.queue
        try:
            oldest = queue.oldest()
            state = {
                "storable": True,
                "queue": queue.length(),
                "oldest": oldest.isoformat(timespec="seconds") if oldest else None,
                **self._desk.health(),
            }
        except Unstorable as refused:
            return jsonify(storable=False, reason=str(refused)), 503
        return jsonify(state), 200
