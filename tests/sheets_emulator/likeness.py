"""Two answers held against each other: equal but for ids, times and links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
IDS = {
    "id",
    "spreadsheetId",
    "sheetId",
    "namedRangeId",
    "protectedRangeId",
    "chartId",
    "metadataId",
}
"""Fields that hold what a server chooses: learned once, then held against."""
FREE = {"createdTime", "modifiedTime", "spreadsheetUrl", "etag", "users"}
"""Fields that hold moments, links and the account's address: only their kind counts."""
WORD = re.compile(r"[A-Za-z0-9_-]{6,}")
"""What may be an id inside of a text; shorter numbers mean themselves."""


@dataclass
class Mapping:
    """What the recorded ids are called here."""

    known: dict[Any, Any] = field(default_factory=dict)

    def here(self, recorded: Any) -> Any:
        """The id that stands for a recorded one; itself if it was not seen yet."""
        return self.known.get(recorded, recorded)

    def text(self, recorded: str) -> str:
        """A path, a query or a sentence with every known id in it replaced."""
        return WORD.sub(lambda found: str(self._of_word(found[0])), recorded)

    def _of_word(self, word: str) -> Any:
        known = self.known.get(word)
        if known is None and word.isdigit():
            known = self.known.get(int(word))
        return word if known is None else known

    def body(self, recorded: Any) -> Any:
        """A request's body with its ids replaced."""
        if isinstance(recorded, list):
            return [self.body(one) for one in recorded]
        if not isinstance(recorded, dict):
            return recorded
        return {
            name: self.here(one) if name in IDS else self.body(one)
            for name, one in recorded.items()
        }

    def _same_id(self, recorded: Any, ours: Any) -> bool:
        if recorded not in self.known and recorded != 0:
            self.known[recorded] = ours
        return bool(self.here(recorded) == ours)

    def differences(self, recorded: Any, ours: Any, at: str = "") -> Iterator[str]:
        """Where two answers differ, and how; learns ids on the way."""
        if isinstance(recorded, dict) and isinstance(ours, dict):
            yield from self._fields(recorded, ours, at)
        elif isinstance(recorded, list) and isinstance(ours, list):
            for number, pair in enumerate(zip(recorded, ours, strict=False)):
                yield from self.differences(*pair, f"{at}[{number}]")
            if len(recorded) != len(ours):
                yield f"{at}: {len(recorded)} there, {len(ours)} here"
        elif isinstance(recorded, str) and self.text(recorded) == ours:
            return
        elif recorded != ours or isinstance(recorded, bool) != isinstance(ours, bool):
            yield f"{at}: {_short(recorded)} there, {_short(ours)} here"

    def _fields(self, recorded: Json, ours: Json, at: str) -> Iterator[str]:
        for name in recorded:
            if name not in ours:
                yield f"{at}.{name}: {_short(recorded[name])} there, nothing here"
            elif name in IDS:
                if not self._same_id(recorded[name], ours[name]):
                    yield f"{at}.{name}: another id"
            elif name not in FREE:
                yield from self.differences(recorded[name], ours[name], f"{at}.{name}")
        for name in ours.keys() - recorded.keys():
            yield f"{at}.{name}: nothing there, {_short(ours[name])} here"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 80 else text[:77] + "..."
