"""What the desk says in a row: what is missing, and why it is due then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.procedure.course import REQUIREMENTS
from sheets_schema.words import FeedbackKind, Flag
from sheets_schema.writing import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sheets_schema.casework.case import Case
    from sheets_schema.casework.clocks import Running
    from sheets_schema.casework.lifecycle import Verdict
    from sheets_schema.company.office import Office

DESCRIBE = "Xin nhập Nội dung khách nói để hồ sơ được ghi sổ."
"""Said of a row that holds something, but not what the customer said."""
STRAY = (
    "Dòng này chưa thuộc hồ sơ nào. Phiếu được mở khi chọn Khiếu nại ở Sổ phản hồi; "
    "xin ghi vào phiếu đó."
)
"""Said of a row among the slips that no case has."""


def missing(case: Case) -> tuple[str, ...]:
    """The headings of what a row still lacks."""
    if case.is_imported or case.kind == FeedbackKind.SPAM:
        return ()
    held = case.entry.row.cells
    return tuple(
        one.words
        for one in REQUIREMENTS
        if not any(cell[len("f01.") :] in held for cell in one.cells)
        and one.when.holds(case)
    )


def message(case: Case, verdict: Verdict, office: Office, twin: str = "") -> str:
    """All that has to be said in a row, worst first.

    Args:
        case: With stamps as they should be.
        verdict: What the desk says of it.
        office: By whose hours.
        twin: The number of an earlier case of which it looks like a copy.
    """
    copied = (TWIN.format(code=twin),) if twin else ()
    return " ".join((*copied, *_said(case, verdict, office)))


def of_slip(case: Case, verdict: Verdict, office: Office) -> str:
    """What has to be said in the newest slip."""
    problems = case.slip.problems if case.slip else ()
    said = [problem.sentence for problem in problems]
    said += verdict.uncounted("f02")
    if case.slip_has("ask_text") and not case.slip_has("ask_at"):
        said.append(NOT_ASKED)
    if verdict.next is not None:
        said.append(due(verdict.next, office))
    return " ".join(said)


NOT_ASKED = (
    "Chưa tính là đã hỏi khách: hỏi xong, xin ghi một dòng ở tab Diễn biến, loại Hỏi "
    "khách hoặc Gọi khách."
)
"""Said of a question that stands in a slip and was put to nobody yet."""


TWIN = (
    "Giống hệt {code}: xin chọn Phân loại Trùng, hoặc sửa cho khác; "
    "trong lúc chờ chưa gửi thư."
)
"""Said of a row that looks like a copy of another."""


def _doubts(case: Case) -> Iterator[str]:
    """What was typed and can hardly be so."""
    replied, received = case.entry.moment("replied_at"), case.received
    if replied and received and replied < received:
        yield "Phúc đáp lúc đứng trước Nhận lúc, xin xem lại."


def _said(case: Case, verdict: Verdict, office: Office) -> Iterator[str]:
    yield from (problem.sentence for problem in case.entry.problems)
    yield from _doubts(case)
    yield from verdict.uncounted("f01")
    lacking = missing(case)
    if lacking:
        yield f"Thiếu: {', '.join(lacking)}."
    if verdict.next is not None:
        yield due(verdict.next, office)
        if verdict.flag is Flag.LATE:
            late = wording.flag_moment(verdict.next.due)
            yield f"{late[0].upper()}{late[1:]}."


def due(running: Running, office: Office) -> str:
    """Why a clock is due when it is: anybody can count it again by hand."""
    when = wording.moment(running.due)
    if running.limit is None:
        return f"Hạn {when}: {running.clock.name}."
    limit, since = running.limit, wording.moment(running.start)
    rule = f"“{limit.name}”" if limit.name else running.clock.name
    source = f" ({limit.source})" if limit.source else ""
    besides = _skipped(running, office) + _waited(running)
    return f"Hạn {when}: {limit.words} từ {since}, theo {rule}{source}{besides}."


def _waited(running: Running) -> str:
    """When the clock stood still."""
    spans = (
        f"từ {wording.moment(since)} đến {wording.moment(until)}"
        for since, until in running.waited
    )
    told = ", ".join(spans)
    return f"; tạm dừng chờ khách bổ sung {told}" if told else ""


def _skipped(running: Running, office: Office) -> str:
    days = office.worktime.skipped(running.start, running.due)
    working = running.limit is not None and "làm việc" in running.limit.unit
    return f"; không tính {', '.join(days)}" if days and working else ""
