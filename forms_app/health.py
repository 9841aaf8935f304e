"""Health: whether the desk can keep what customers send, told to machines."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import jsonify

from sync.durable.database import Unstorable

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

    from forms_app.desk_port import PagesDesk


BELIEVED = timedelta(seconds=5)
"""How long it is believed that what could be stored can be stored still."""


class Health:
    """The state of one desk; a spreadsheet that is away is no reason to be ill."""

    def __init__(self, desk: PagesDesk) -> None:
        self._desk = desk
        self._tried: datetime | None = None

    def show(self) -> tuple[Response, int]:
        """The queue's length and oldest, and what the desk adds; 503 where it fails."""
        queue = self._desk.queue
        try:
            self._try()
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

    def _try(self) -> None:
        """Store as much as a long message takes; what went well is believed a moment.

        Raises:
            Unstorable: It cannot be stored now.
        """
        now = self._desk.clock()
        if self._tried is None or abs(now - self._tried) > BELIEVED:
            self._desk.queue.try_(now=now)
            self._tried = now
