"""Consent: the boxes of the page, each with one purpose, and the lines they become.

A consent must be provable with the words that were shown, and a refusal is as much a
line as a consent (Law 91/2025/QH15, article 9; Decree 356/2025/ND-CP).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms_app import contacts
from forms_app.language import Said
from sheets_schema import choices
from sheets_schema.words import WEB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms_app.forms import Paper
    from forms_app.language import Language

HANDLING, SURVEY, HEALTH = choices.LISTS["purpose"]
BOXES = {
    "consent_case": Said(
        "Tôi đồng ý để {company} xử lý dữ liệu nêu trên nhằm giải quyết phản hồi này."
    ),
    "consent_survey": Said(
        "Tôi đồng ý nhận phiếu tư vấn chăm sóc khách hàng qua email, "
        "nhiều nhất một lần mỗi năm."
    ),
    "consent_health": Said(
        "Tôi đồng ý để {company} xử lý thông tin sức khoẻ có trong nội dung tôi gửi, "
        "chỉ để giải quyết phản hồi này."
    ),
}
"""What stands beside each box, in the order of the page."""
_COMPANY = Said("công ty")
"""Where the settings name none."""
_PURPOSES = dict(zip(BOXES, (HANDLING, SURVEY, HEALTH), strict=True))


def wording(box: str, language: Language, company: str) -> str:
    """The words beside a box as the customer reads them."""
    name = company or language.tell(_COMPANY)
    return language.say(BOXES[box].text, company=name)


def lines(
    paper: Paper, *, language: Language, company: str, person: str
) -> tuple[Mapping[str, str], ...]:
    """The lines of the consent tab that a paper makes: one for each box it showed."""
    common = {
        "person": person,
        "version": paper.office.notice.version,
        "at": f"{paper.now.astimezone(paper.zone):%d/%m/%Y %H:%M}",
        "channel": WEB,
    }
    return tuple(
        common
        | {
            "purpose": _PURPOSES[box],
            "wording": wording(box, language, company),
            "given": "Có" if paper.ticked(box) else "Không",
        }
        for box in _shown(paper)
    )


def _shown(paper: Paper) -> list[str]:
    """A box about health is there to be seen only where health data is likely."""
    health = contacts.needs_health(paper) or paper.ticked("consent_health")
    return [box for box in BOXES if health or box != "consent_health"]
