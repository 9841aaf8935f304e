"""The next steps: what a customer may expect, in absolute moments (M13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms_app.contacts import CALL, MAIL, MESSAGE
from forms_app.language import Said
from sheets_schema.words import NO_CONTACT, FeedbackKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from forms_app.desk_port import Promises
    from forms_app.language import Language

_TAKEN = Said("Trước {moment}, {unit} ghi phản hồi vào sổ và cử người phụ trách.")
_REPLIES = {
    CALL: Said("Trước {moment}, chúng tôi gọi điện trả lời Quý khách."),
    MAIL: Said("Trước {moment}, chúng tôi gửi email trả lời Quý khách."),
    MESSAGE: Said("Trước {moment}, chúng tôi nhắn tin trả lời Quý khách."),
    NO_CONTACT: Said("Trước {moment}, chúng tôi ghi câu trả lời vào hồ sơ."),
}
_ENDINGS = {
    FeedbackKind.COMPLAINT: Said(
        "Khi có kết luận, Quý khách nhận được thư trả lời bằng văn bản, "
        "có nêu rõ lý do."
    ),
    FeedbackKind.SUGGESTION: Said("Lãnh đạo xem xét góp ý và quyết định việc áp dụng."),
    FeedbackKind.COMPLIMENT: Said(
        "Chúng tôi chuyển lời khen đến người và bộ phận được nhắc tới."
    ),
}


def steps(
    fields: Mapping[str, str], promises: Promises, *, unit: str, language: Language
) -> Iterator[str]:
    """The sentences in their order; a moment that nobody promised is left out."""
    named = {"unit": language.say(unit)}

    def by(said: Said, moment: datetime) -> str:
        return language.say(said.text, moment=language.moment(moment), **named)

    way, kind = fields.get("contact_pref", NO_CONTACT), fields.get("kind_sent", "")
    if promises.take_by:
        yield by(_TAKEN, promises.take_by)
    if promises.reply_by:
        yield by(_REPLIES.get(way, _REPLIES[NO_CONTACT]), promises.reply_by)
    if kind in _ENDINGS:
        yield language.tell(_ENDINGS[FeedbackKind(kind)])
