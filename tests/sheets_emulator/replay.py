"""Recorded conversations replayed: ``python -m tests.sheets_emulator.replay FILE``.

The file holds one exchange a line (JSON, gzipped or not): ``cassette``, ``index``,
``api_method``, ``method``, ``path``, ``query``, ``request_body``, ``status``,
``response_body``, ``length_ok`` (false where the body was edited by hand, null where
nobody knows). An exchange is replayable when its spreadsheet was made earlier in the
same conversation, or when it needs none; what is left out is counted with its reason.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.sheets_emulator.emulator import ROBOT, Emulator
from tests.sheets_emulator.wire import Answer, Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.sheets_emulator.wire import Json

SHOWN = 20
"""How many differences the command prints."""
EDITED = "its body is not as long as was said: somebody edited the recording"
ELSEWHERE = "its spreadsheet was not made in this conversation"
MISSING, NOT_DONE = 404, 501
KNOWN_FIRST = ("drive.files.create", "drive.files.list")
"""Methods that need no spreadsheet of the conversation."""


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
class IdMap:
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


@dataclass(frozen=True)
class Difference:
    """One exchange whose answer here is another."""

    cassette: str
    index: int
    method: str
    statuses: tuple[int, int]
    words: tuple[str, ...]


@dataclass
class Outcome:
    """What a replay found.

    Attributes:
        replayed: How many exchanges of each method were held against the emulator.
        left_out: How many of each method were not.
        reasons: How many were not, by the reason.
        differences: Every answer that is another.
    """

    replayed: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The share of equal answers."""
        total = self.replayed.total()
        return 1 - len(self.differences) / total if total else 0.0

    @property
    def other_statuses(self) -> list[Difference]:
        """Differences in which even the status is another."""
        return [one for one in self.differences if len(set(one.statuses)) > 1]


def exchanges(path: Path) -> Iterator[Json]:
    """The exchanges of a file, in order."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def replay(found: Iterable[Json]) -> Outcome:
    """Hold every replayable exchange against an emulator of its conversation's own."""
    outcome = Outcome()
    conversations: dict[str, Conversation] = {}
    for exchange in found:
        name = exchange["cassette"]
        if name not in conversations:
            conversations[name] = Conversation(outcome)
        conversations[name].take(exchange)
    return outcome


class Conversation:
    """One conversation against a fresh emulator."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.emulator = Emulator(anonymous=ROBOT)
        self.mapping = IdMap()
        self.astray: dict[str, str] = {}
        """The spreadsheets that are not as in the recording any more, and why."""

    def take(self, exchange: Json) -> None:
        """Replay one exchange, or leave it out."""
        name = exchange["api_method"]
        reason = self._why_not(exchange)
        answer = None if reason else self.emulator.answer(self._request(exchange))
        if answer and answer.status == NOT_DONE:
            reason = answer.json["error"]["message"]
            self.astray |= dict.fromkeys(self._books(exchange), f"after: {reason}")
        if reason or answer is None:
            self.outcome.left_out[name] += 1
            self.outcome.reasons[reason] += 1
            return
        self.outcome.replayed[name] += 1
        words = tuple(self._differences(exchange, answer))
        if words or answer.status != exchange["status"]:
            statuses = exchange["status"], answer.status
            place = exchange["cassette"], exchange["index"]
            self.outcome.differences.append(Difference(*place, name, statuses, words))

    def _why_not(self, exchange: Json) -> str:
        """Why an exchange cannot be held against the emulator; empty if it can."""
        if exchange.get("length_ok") is False:
            return EDITED
        if exchange["api_method"] in KNOWN_FIRST or exchange["status"] == MISSING:
            return ""
        books = self._books(exchange)
        astray = [self.astray[one] for one in books if one in self.astray]
        return (astray or ([""] if books else [ELSEWHERE]))[0]

    def _books(self, exchange: Json) -> list[str]:
        """The files of this conversation that an exchange is about."""
        held = (one for one in self.mapping.known if isinstance(one, str))
        return [one for one in held if one in exchange["path"]]

    def _request(self, exchange: Json) -> Request:
        query = [(name, self.mapping.text(text)) for name, text in exchange["query"]]
        body = self.mapping.body(exchange["request_body"])
        if isinstance(body, str):
            sent = body.encode()
        else:
            sent = b"" if body is None else json.dumps(body).encode()
        target = f"{self.mapping.text(exchange['path'])}?{urlencode(query)}"
        return Request.of(exchange["method"], target, {}, sent)

    def _differences(self, exchange: Json, answer: Answer) -> Iterator[str]:
        recorded = exchange["response_body"]
        if isinstance(recorded, str):
            ours = answer.body.decode()
            if ours != recorded:
                yield f"{recorded!r} there, {ours!r} here"
        elif recorded is None:
            if answer.body:
                yield "nothing there, a body here"
        else:
            if exchange["api_method"] == "drive.files.list":
                recorded = self._of_here(recorded)
            yield from self.mapping.differences(recorded, answer.json)

    def _of_here(self, recorded: Json) -> Json:
        """A list of files without those that were made in other conversations."""
        known = self.mapping.known
        files = [one for one in recorded["files"] if one["id"] in known]
        held = self.emulator.shelf.books
        files = [one for one in files if self.mapping.here(one["id"]) in held]
        return {**recorded, "files": files}


def report(outcome: Outcome) -> Iterator[str]:
    """The outcome in lines: the rate by method, what was left out, differences."""
    wrong = Counter(one.method for one in outcome.differences)
    for name in sorted(outcome.replayed.keys() | outcome.left_out.keys()):
        count, left = outcome.replayed[name], outcome.left_out[name]
        equal = count - wrong[name]
        rate = equal / count if count else 0.0
        yield f"{name:45}{equal:6} of {count:5}  {rate:7.2%}  left out {left}"
    total = outcome.replayed.total()
    equal = total - len(outcome.differences)
    left = outcome.left_out.total()
    yield f"{'all':45}{equal:6} of {total:5}  {outcome.rate:7.2%}  left out {left}"
    yield from (f"left out {n:5}: {why}" for why, n in outcome.reasons.most_common())
    yield f"answers with another status: {len(outcome.other_statuses)}"
    for one in outcome.differences[:SHOWN]:
        there, here = one.statuses
        yield f"{one.cassette} {one.index} {one.method} {there} there, {here} here"
        yield from (f"    {words}" for words in one.words[:3])


def main(words: list[str]) -> int:
    """Print the report of a file; 0 if every status is equal."""
    if len(words) != 1:
        sys.stderr.write("usage: python -m tests.sheets_emulator.replay FILE\n")
        return 2
    outcome = replay(exchanges(Path(words[0])))
    sys.stdout.write("\n".join(report(outcome)) + "\n")
    return 1 if outcome.other_statuses else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
