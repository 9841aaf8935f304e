"""Suspicion: why a person should look at a message first. It is accepted all the same.

The reasons stand in the register; the customer never learns of them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from forms_app import limits
from sheets_schema.books.register import F01

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms_app.limits import Earlier
    from sync.configuration.settings import Limits
    from sync.durable.queue import Parcel

MOST_LINKS = 3
_LINK = re.compile(r"https?://|\bwww\.|\[url", re.IGNORECASE)
_NAME_LINK = re.compile(
    r"https?:|www\.|\w\.(com|net|org|info|vn|ru|top|xyz)\b|@", re.IGNORECASE
)


def reason(mine: Parcel, before: Earlier, allowed: Limits, *, trapped: str) -> str:
    """The reasons in Vietnamese for staff, one sentence; empty where there are none.

    Args:
        mine: What was sent.
        before: What was accepted before.
        allowed: How much may come of one contact, and to the whole site.
        trapped: What stands in the box that people do not see.
    """
    signals = list(_signals(mine))
    if trapped:
        signals.insert(0, "điền vào ô mà người không nhìn thấy")
    if before.same[0]:
        signals.append("nội dung giống hệt một phản hồi đã gửi")
    if limits.is_pestered(before, allowed):
        signals.append(
            f"số điện thoại hoặc email này gửi quá {allowed.per_contact_24h} phản hồi "
            "trong 24 giờ, có thể do người khác gửi"
        )
    if limits.is_flooded(before, allowed):
        signals.append(f"trang nhận quá {allowed.site_per_hour} phản hồi trong một giờ")
    return "; ".join(signals)


def _is_unspaced(words: str) -> bool:
    """Whether letters of a script that sets no blanks between words stand there."""
    return any(unicodedata.category(sign) == "Lo" for sign in words)


def _signals(mine: Parcel) -> Iterator[str]:
    """What the words themselves give away."""
    row = mine.first(F01.key)
    words, name = (str(row.get(key, "")) for key in ("description", "name"))
    if len(_LINK.findall(words)) > MOST_LINKS:
        yield f"có hơn {MOST_LINKS} liên kết"
    if len(words.split()) == 1 and not _is_unspaced(words):
        yield "nội dung chỉ có một từ"
    if _NAME_LINK.search(name):
        yield "họ và tên có liên kết"
