"""Letters filled from their templates, which staff may change in the letter tab.

A template holds places such as ``{han}``. A line in which a place stays empty falls
away whole (“Khi cần gấp, xin gọi {hotline}.” where there is no hotline), and so does
a piece of the subject between two `` · ``. What was put in is never read again, so a
customer's braces stay theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.cells import clean
from sheets_schema.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sheets_schema.entry import Entry
    from sheets_schema.writing.wording import Lang

TAB = "letter"
SUBJECT_LIMIT = 150
"""Characters of a subject; a longer one is cut with ``…``."""
_PIECE = " · "
_PLACE = re.compile(r"\{([^{}]*)\}")
_BLANK_LINES = re.compile(r"\n{3,}")


class Unfillable(ValueError):  # noqa: N818 - named for the refusal
    """A letter cannot be written; ``str`` is one Vietnamese sentence for staff."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"Mẫu thư {key}: {why}.")


@dataclass(frozen=True, slots=True)
class Template:
    """A line of the letter tab: the words of one kind of letter.

    Attributes:
        key: ``C01``, ``N05a``; C and S go to customers.
        name: What staff call it.
        subject: The Vietnamese subject.
        body: The Vietnamese body, without greeting and closing.
        subject_en: The English subject, or empty.
        body_en: The English body, or empty.
        on: Whether letters of this kind are written at all.
    """

    key: str
    name: str
    subject: str
    body: str
    subject_en: str = ""
    body_en: str = ""
    on: bool = True

    def spoken(self, lang: Lang) -> Lang:
        """The language the letter can be in: English only where both parts are."""
        return "en" if lang == "en" and self.subject_en and self.body_en else "vi"

    def words(self, lang: Lang) -> tuple[str, str]:
        """Subject and body in that language, else in Vietnamese."""
        if self.spoken(lang) == "en":
            return self.subject_en, self.body_en
        return self.subject, self.body


def templates(entries: Iterable[Entry]) -> dict[str, Template]:
    """The lines of the letter tab by their keys; of two with one key the first."""
    found: dict[str, Template] = {}
    for entry in entries:
        if entry.text("key"):
            found.setdefault(entry.text("key"), _template(entry))
    return found


def _template(entry: Entry) -> Template:
    return Template(
        key=entry.text("key"),
        name=entry.text("name"),
        subject=entry.text("subject"),
        body=entry.text("body"),
        subject_en=entry.text("subject_en"),
        body_en=entry.text("body_en"),
        on=entry.values.get("on") is not False,
    )


def places(text: str) -> frozenset[str]:
    """The names of the places in a text: ``{ Han }`` is the place ``han``."""
    return frozenset(_name(inside) for inside in _PLACE.findall(text))


def problems(
    template: Template, known: Collection[str], *, line: int = 0
) -> tuple[Finding, ...]:
    """What staff should mend in a template before it can be used.

    Args:
        template: As it stands in the tab.
        known: The places that this kind of letter can fill.
        line: Its line in the tab.
    """
    texts = {
        "subject": template.subject,
        "body": template.body,
        "subject_en": template.subject_en,
        "body_en": template.body_en,
    }
    return tuple(
        Finding(str(Unfillable(template.key, why)), tab=TAB, line=line, column=column)
        for column, text in texts.items()
        for why in _faults(column, text, known)
    )


def fill(
    template: Template, values: Mapping[str, str], *, lang: Lang = "vi"
) -> tuple[str, str]:
    """The subject, on one line, and the body of a letter.

    Args:
        template: The kind of letter.
        values: What stands in each place; an empty one drops its line.
        lang: The reader's language; Vietnamese where the template has no English.

    Raises:
        Unfillable: A place has no value, a brace stands alone, or nothing is left.
    """
    subject, body = template.words(lang)
    for text in (subject, body):
        for why in _faults("", text, values):
            raise Unfillable(template.key, why)
    filled = _subject(subject, values), _body(body, values)
    if not all(filled):
        raise Unfillable(template.key, "không đủ thông tin để viết thư")
    return filled


def _faults(column: str, text: str, known: Collection[str]) -> Iterable[str]:
    if not text and column in {"subject", "body"}:
        yield "còn trống"
    for name in sorted(places(text).difference(known)):
        yield f"không có thông tin nào tên “{name}” để điền vào ngoặc nhọn"
    if re.search("[{}]", _PLACE.sub("", text)):
        yield "có dấu ngoặc nhọn lẻ, xin xoá hoặc thêm cho đủ cặp"


def _subject(text: str, values: Mapping[str, str]) -> str:
    pieces = (part for part in text.split(_PIECE) if _is_whole(part, values))
    line = " ".join(_PIECE.join(_put(part, values) for part in pieces).split())
    return line if len(line) <= SUBJECT_LIMIT else f"{line[: SUBJECT_LIMIT - 1]}…"


def _body(text: str, values: Mapping[str, str]) -> str:
    lines = (line for line in text.split("\n") if _is_whole(line, values))
    return _BLANK_LINES.sub(
        "\n\n", clean("\n".join(_put(one, values) for one in lines))
    )


def _is_whole(text: str, values: Mapping[str, str]) -> bool:
    return all(clean(values[name]) for name in places(text))


def _put(text: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: clean(values[_name(place[1])]), text)


def _name(inside: str) -> str:
    return inside.strip().lower()
