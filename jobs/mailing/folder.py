"""The folder that keeps letters as ``.eml`` files where no mail server is set."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Self

from jobs.mailing.mail import Closed
from sync import private

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from jobs.mailing.envelope import Envelope

LETTERS = "letters"
"""The folder of letters where no mail server is set."""
_MARK = re.compile(r" ([0-9a-f]{10})\.eml")
_UNFIT = re.compile(r"[^\w.@+-]+")
_LONGEST = 120


class FolderPost:
    """A `Post` that writes each letter into a file of its own, whole or not at all.

    The name tells moment, template, case and recipient; its last word stands for the
    Message-ID, so that a letter delivered again replaces its file.

    Args:
        folder: ``letters/``; made when it is missing.
    """

    is_mail = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, Path] = {}

    def __enter__(self) -> Self:
        """See which letters are there already."""
        try:
            private.folder(self._folder)
            self._kept = {
                found[1]: path
                for path in self._folder.iterdir()
                if (found := _MARK.search(path.name))
            }
        except OSError as error:
            raise self._closed() from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Forget them."""
        self._kept = {}

    def deliver(self, envelope: Envelope) -> None:
        """Write the letter's file; on return it is on the disk."""
        mark = hashlib.sha256(envelope.message_id.encode()).hexdigest()[:10]
        label = " ".join(_UNFIT.sub(" ", envelope.label).split())[:_LONGEST]
        path = self._kept.setdefault(mark, self._folder / f"{label} {mark}.eml")
        try:
            private.write(path, envelope.content)
        except OSError as error:
            raise self._closed() from error

    def _closed(self) -> Closed:
        return Closed(f"không ghi được vào thư mục {self._folder.name}")
