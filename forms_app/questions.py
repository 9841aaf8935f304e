"""Questions about the matter: what is meant on the customers' page, or what to ask."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from forms_app.forms import ask
from sheets_schema import choices
from sheets_schema.cells import PAST_DAY, Unreadable
from sheets_schema.reading.moments import EARLIEST, NoSuchDay
from sheets_schema.reading.typed import visible
from sheets_schema.words import OTHER, UNSURE, FeedbackKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms_app.forms import Paper

KINDS: tuple[str, ...] = (
    FeedbackKind.COMPLAINT,
    FeedbackKind.SUGGESTION,
    FeedbackKind.COMPLIMENT,
    FeedbackKind.QUESTION,
)
WHEN, WANTED = choices.LISTS["event_when"], choices.LISTS["wanted"]
TODAY, YESTERDAY, ANOTHER_DAY = WHEN[:3]

DESCRIPTION_LEAST, DESCRIPTION_MOST = 10, 5000
"""Characters of a description."""


def offered(lists: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What the company offers, and the two ways out at the end, each once."""
    return _with_ways_out(lists.get("service", ()))


@lru_cache(maxsize=8)
def _with_ways_out(own: tuple[str, ...]) -> tuple[str, ...]:
    return (*(one for one in own if one not in {OTHER, UNSURE}), OTHER, UNSURE)


def is_complaint(paper: Paper) -> bool:
    """Whether the customer complains."""
    return paper.choice("kind", KINDS) == FeedbackKind.COMPLAINT


def kind(paper: Paper) -> str:
    """What is sent; staff may see it otherwise later."""
    return paper.choice("kind", KINDS) or ask("Xin Quý khách chọn nội dung muốn gửi")


def service(paper: Paper) -> str:
    """The service, in the customer's own words where none of the list fits."""
    chosen = paper.choice("service", offered(paper.lists))
    if not chosen:
        ask("Xin Quý khách chọn dịch vụ hoặc sản phẩm, hoặc chọn “Tôi chưa rõ”")
    own = paper.line("service_other") if chosen == OTHER else ""
    return f"{OTHER}: {own}" if own else chosen


def service_other(paper: Paper) -> str:
    """Nothing of its own: it only asks for the words that `service` holds."""
    own, most = paper.line("service_other"), 100
    if not own and paper.choice("service", offered(paper.lists)) == OTHER:
        ask("Xin Quý khách nhập tên dịch vụ hoặc sản phẩm")
    if len(own) > most:
        ask("Tên dịch vụ hoặc sản phẩm tối đa {most} ký tự", most=most)
    return ""


def contract_no(paper: Paper) -> str:
    """The number on a paper that the customer holds."""
    number, most = paper.line("contract_no"), 40
    if len(number) > most:
        ask("Số hợp đồng, hoá đơn hoặc đơn hàng tối đa {most} ký tự", most=most)
    return number


def branch(paper: Paper) -> str:
    """The place, as the list has it where it does."""
    place, most = paper.line("branch"), 100
    if len(place) > most:
        ask("Tên cơ sở hoặc nơi phục vụ tối đa {most} ký tự", most=most)
    return paper.choice("branch", paper.lists.get("branch", ())) or place


def event_when(paper: Paper) -> str:
    """When it happened, roughly; asked of complaints only."""
    if not is_complaint(paper):
        return ""
    if paper.line("event_date") and not paper.text("event_when"):
        return ANOTHER_DAY
    chosen = paper.choice("event_when", WHEN)
    return chosen or ask("Xin Quý khách chọn thời điểm xảy ra sự việc")


def event_date(paper: Paper) -> str:
    """The day it happened, as ``27/03/2026``; asked of complaints only."""
    if not is_complaint(paper):
        return ""
    chosen = paper.choice("event_when", WHEN)
    days_ago = {TODAY: 0, YESTERDAY: 1}
    if chosen in days_ago:
        return _written(paper.today - timedelta(days_ago[chosen]))
    typed = paper.line("event_date")
    if typed and chosen in {"", ANOTHER_DAY}:
        return _written(_past_day(paper, typed))
    if chosen == ANOTHER_DAY:
        ask("Xin Quý khách nhập ngày xảy ra sự việc")
    return ""


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _day(paper: Paper, typed: str) -> date:
    """The day that is meant; without a year the last one, as the register reads it."""
    try:
        day = paper.reading(PAST_DAY, typed)
    except NoSuchDay:
        ask("Ngày này không có trong lịch")
    except Unreadable:
        day = None
    if not isinstance(day, date):
        ask("Xin Quý khách nhập ngày theo thứ tự ngày, tháng, năm")
    return day


def _past_day(paper: Paper, typed: str) -> date:
    day = _day(paper, typed)
    if day > paper.today:
        ask("Ngày xảy ra phải là hôm nay hoặc trước hôm nay")
    if day < EARLIEST:
        ask("Ngày xảy ra phải từ năm {year} trở lại đây", year=EARLIEST.year)
    return day


def description(paper: Paper) -> str:
    """The story, word for word."""
    story = paper.text("description")
    if not (story[:1].isalnum() or visible(story)):
        ask("Xin Quý khách viết nội dung sự việc, góp ý hoặc lời khen")
    if len(story) < DESCRIPTION_LEAST:
        ask("Xin Quý khách viết ít nhất {least} ký tự", least=DESCRIPTION_LEAST)
    if len(story) > DESCRIPTION_MOST:
        over = f"{len(story) - DESCRIPTION_MOST:,}".replace(",", ".")
        ask("Nội dung tối đa 5.000 ký tự, hiện thừa {over}", over=over)
    return story


def wanted(paper: Paper) -> str:
    """What the customer wants of us; a complaint has to say."""
    chosen = paper.choices("wanted", WANTED)
    if not chosen and is_complaint(paper):
        ask("Xin Quý khách chọn ít nhất một mong muốn, hoặc chọn “Tôi chưa rõ”")
    return "; ".join(chosen)


def wanted_other(paper: Paper) -> str:
    """A wish that is not in the list."""
    own, most = paper.line("wanted_other"), 200
    if not own and OTHER in paper.choices("wanted", WANTED):
        ask("Xin Quý khách nhập mong muốn khác")
    if len(own) > most:
        ask("Mong muốn khác tối đa {most} ký tự", most=most)
    return own
