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

_WAYS = {CALL: Said("gọi điện"), MAIL: Said("gửi email"), MESSAGE: Said("nhắn tin")}
_TAKEN = Said("Trước {moment}, {unit} ghi phản hồi vào sổ và cử người phụ trách.")
_CONSIDERED = Said("Trước {moment}, lãnh đạo công ty xem xét góp ý của Quý khách.")
_PASSED_ON = Said("Chúng tôi chuyển lời khen đến người và bộ phận được nhắc tới.")
_WRITTEN = Said(
    "Khi có kết luận, Quý khách nhận được thư trả lời bằng văn bản, có nêu rõ lý do."
)
_REPLY = (
    Said("Trước {moment}, chúng tôi ghi câu trả lời vào hồ sơ."),
    Said("Trước {moment}, chúng tôi {way} trả lời Quý khách."),
)
_THANKS = (_REPLY[0], Said("Trước {moment}, chúng tôi {way} cảm ơn Quý khách."))
_REPORT = (
    Said(
        "Sau khi lãnh đạo xem xét, chúng tôi ghi vào hồ sơ: góp ý được áp dụng "
        "thế nào, hoặc vì sao chưa áp dụng được."
    ),
    Said(
        "Sau khi lãnh đạo xem xét, chúng tôi {way} để Quý khách biết góp ý được "
        "áp dụng thế nào, hoặc vì sao chưa áp dụng được."
    ),
)
_CONCLUSION = (
    Said("Khi có kết luận, chúng tôi ghi kết quả và lý do vào hồ sơ."),
    Said(
        "Khi có kết luận, chúng tôi {way} báo kết quả và nêu rõ lý do. Nếu Quý khách "
        "muốn nhận thư trả lời bằng văn bản, xin cho chúng tôi biết địa chỉ."
    ),
)
"""Of two sentences the first is for those who left no way to reach them."""


def steps(
    fields: Mapping[str, str], promises: Promises, *, unit: str, language: Language
) -> Iterator[str]:
    """The sentences in their order; a moment that nobody promised is left out."""
    way = _WAYS.get(fields.get("contact_pref", NO_CONTACT))
    named = {"unit": language.say(unit), "way": language.tell(way) if way else ""}
    for said, by in _plan(fields, promises, is_reached=way is not None):
        moment = language.moment(by) if by else ""
        yield language.say(said.text, moment=moment, **named)


def _plan(
    fields: Mapping[str, str], promises: Promises, *, is_reached: bool
) -> Iterator[tuple[Said, datetime | None]]:
    """What is said, and the moment in it: the same as the letter of thanks promises."""
    kind = fields.get("kind_sent", "")
    if promises.take_by:
        yield _TAKEN, promises.take_by
    if kind == FeedbackKind.COMPLIMENT:
        yield _PASSED_ON, None
    if promises.decide_by:
        yield _CONSIDERED, promises.decide_by
    if promises.reply_by:
        reply = _THANKS if kind == FeedbackKind.COMPLIMENT else _REPLY
        yield reply[is_reached], promises.reply_by
    if kind == FeedbackKind.SUGGESTION:
        yield _REPORT[is_reached], None
    if kind == FeedbackKind.COMPLAINT:
        has_address = bool(fields.get("email"))
        yield _WRITTEN if has_address else _CONCLUSION[is_reached], None
