"""Places: what stands between the braces of the letters about a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema import codes
from sheets_schema.casework.answering import answerer
from sheets_schema.cells import phone_text
from sheets_schema.reading.typed import as_text
from sheets_schema.writing import wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sheets_schema.casework.case import Case
    from sheets_schema.casework.clocks import Running
    from sheets_schema.casework.judged import Judged
    from sheets_schema.company.office import Office
    from sheets_schema.writing.wording import Lang

SHOWN = 200
"""How many characters of the customer's words a letter to staff quotes."""
FIRST_WORDS = 60
"""How many stand for a summary that nobody wrote yet."""


def language(case: Case) -> Lang:
    """The customer's language."""
    return "en" if case.entry.text("lang") == "English" else "vi"


def of_customer(
    one: Judged, office: Office, lang: Lang, now: datetime
) -> Mapping[str, str]:
    """For the letters that acknowledge; a promise that has passed is not repeated."""
    case, received = one.case, one.case.received
    return {
        "cong_ty": office.company.name,
        "hotline": office.company.hotline,
        "ma": codes.grouped(case.entry.text("track_code")),
        "luc_nhan": wording.moment(received, lang) if received else "",
        "han": _reply_by(one, lang, now),
        "lien_ket": "",
    }


def _reply_by(one: Judged, lang: Lang, now: datetime) -> str:
    """When the customer hears from a person: the promise that is not about taking."""
    replies = (r for r in one.verdict.promised if r.clock.key in {"k2", "kg_decide"})
    first = min((reply.due for reply in replies), default=now)
    return wording.moment(first, lang) if first > now else ""


def of_staff(one: Judged, running: Running | None, office: Office) -> Mapping[str, str]:
    """For the letters inside the company."""
    case, entry = one.case, one.case.entry
    due = running.due if running else one.verdict.due
    return {
        "so": codes.shown(case.code),
        "loai": case.kind or case.stage.status,
        "cap_do": entry.text("severity"),
        "dich_vu": as_text(entry.row.get("service")),
        "kenh": entry.text("channel"),
        "luc_nhan": _moment(case.received),
        "khach": entry.text("name") or entry.text("org"),
        "lien_he": _contacts(case),
        "lan_truoc": _before(one),
        "noi_dung": _short(entry.text("description"), SHOWN),
        "viec": running.clock.step if running else one.verdict.step,
        "han": _moment(due),
        "nguoi_cho": answerer(case, one.verdict.role).name(office),
        "tom_tat": entry.text("summary")
        or _short(entry.text("description"), FIRST_WORDS),
        "da_nhac": "",
        "lien_ket": "",
    }


def line(one: Judged, running: Running) -> str:
    """A case that falls due, in one line."""
    due = wording.short_moment(running.due)
    return f"{codes.shown(one.case.code)} · {running.clock.step} · hạn {due}"


def _moment(at: datetime | None) -> str:
    return wording.moment(at) if at else ""


def _contacts(case: Case) -> str:
    phone, email = case.entry.text("phone"), case.entry.text("email")
    return " · ".join(filter(None, (phone and phone_text(phone), email)))


def _before(one: Judged) -> str:
    earlier = (one.neighbours.repeats or 1) - 1
    return f"{earlier} trong 12 tháng" if earlier else ""


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
