"""From the facts of a case to its state: an ordered table of rules, read from the top.

The first rule whose condition holds wins, so the end of a case stands above its
beginning. A rule names the state, the next step in words, whom we wait for, and the
clock of the state if it has one; what was promised to the customer runs beside it
(`sheets_schema.clocks.PROMISES`). Casework that comes later is more lines in the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sheets_schema.clocks import Clock, promises, wind
from sheets_schema.words import (
    Check,
    CustomerView,
    Decision,
    FeedbackKind,
    Flag,
    Kept,
    Role,
    Status,
)
from sheets_schema.words import Verdict as Finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sheets_schema.case import Case
    from sheets_schema.clocks import Running
    from sheets_schema.office import Office

CUSTOMER = "Khách hàng"
NOBODY = ""
_FOUNDED = (Finding.RIGHT, Finding.PARTLY)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table.

    Attributes:
        status: The state's name in the register.
        when: Whether a case is in it, given that no rule above holds.
        step: What comes next, one sentence for the person we wait for.
        role: Whom we wait for; empty when nobody.
        clock: The key of the limit of this state, or empty.
        since: When that clock starts.
    """

    status: Status
    when: Callable[[Case], bool]
    step: str = ""
    role: str = NOBODY
    clock: str = ""
    since: Callable[[Case], datetime | None] = lambda _: None


def _is(kind: FeedbackKind) -> Callable[[Case], bool]:
    return lambda case: case.kind == kind


def _on(key: str, *values: str) -> Callable[[Case], bool]:
    """Whether the newest slip says one of these in a cell; or anything at all."""
    if not values:
        return lambda case: case.slip_has(key)
    return lambda case: case.on_slip(key) in values


def _approved(case: Case) -> bool:
    """A decision counts with the name of whoever decided beside it."""
    return case.slip_has("decided_at") and case.on_slip("decision") == Decision.APPROVED


def _since(key: str) -> Callable[[Case], datetime | None]:
    return lambda case: case.slip_moment(key)


def _both(
    one: Callable[[Case], bool], other: Callable[[Case], bool]
) -> Callable[[Case], bool]:
    return lambda case: one(case) and other(case)


def is_finished(case: Case) -> bool:
    """Whether nothing is left to do for the case (ux, states 4, 17, 19 to 21)."""
    entry = case.entry
    if case.is_imported:
        return entry.has("closed_at") or entry.has("handled_at")
    if case.is_dropped:
        return True
    if case.is_invalid:
        return entry.has("validity_why") and entry.has("replied_at")
    return (
        {
            FeedbackKind.COMPLAINT: case.slip_has("closed_by"),
            FeedbackKind.SUGGESTION: entry.has("handled_at")
            and entry.has("replied_at"),
            FeedbackKind.QUESTION: entry.has("replied_at"),
            FeedbackKind.COMPLIMENT: entry.has("replied_at"),
            FeedbackKind.OUT_OF_SCOPE: entry.has("passed_to"),
        }.get(FeedbackKind(case.kind), False)
        if case.kind in _KINDS
        else False
    )


_KINDS = frozenset(FeedbackKind)


def _is_finished_complaint(case: Case) -> bool:
    return case.is_complaint and is_finished(case)


def _is_finished_import(case: Case) -> bool:
    return case.is_imported and is_finished(case)


RULES: tuple[Rule, ...] = (
    Rule(Status.SPAM, _is(FeedbackKind.SPAM)),
    Rule(Status.WITHDRAWN, lambda case: case.entry.has("withdrawn_at")),
    Rule(Status.DUPLICATE, lambda case: case.is_dropped),
    Rule(Status.CLOSED, _is_finished_import),
    Rule(
        Status.IMPORTED,
        lambda case: case.is_imported,
        "Hồ sơ chuyển từ sổ cũ: ghi Giải quyết lúc khi xong",
        Role.STAFF,
    ),
    Rule(
        Status.SUSPECT,
        lambda case: case.is_suspect,
        "Xem có phải rác không, rồi chọn Phân loại",
        Role.STAFF,
    ),
    Rule(Status.PASSED_ON, _both(_is(FeedbackKind.OUT_OF_SCOPE), is_finished)),
    Rule(Status.CLOSED, _is_finished_complaint),
    Rule(Status.ANSWERED, is_finished),
    Rule(
        Status.NEW,
        lambda case: not case.is_taken or not case.kind,
        "Chọn Phân loại và cử Người phụ trách",
        Role.STAFF,
    ),
    Rule(
        Status.LOGGED,
        _is(FeedbackKind.OUT_OF_SCOPE),
        "Chuyển đến nơi giải quyết, rồi ghi Đã chuyển tới",
        Role.STAFF,
    ),
    Rule(
        Status.LOGGED,
        lambda case: case.is_invalid,
        "Ghi lý do không hợp lệ, trả lời khách, rồi ghi Phúc đáp lúc",
        Role.STAFF,
    ),
    Rule(
        Status.LEADER_REVIEW,
        _both(
            _is(FeedbackKind.SUGGESTION),
            lambda case: not case.entry.has("handled_at"),
        ),
        "Lãnh đạo chọn Quyết định góp ý và ghi tên Người quyết định",
        Role.DIRECTOR,
    ),
    Rule(
        Status.LOGGED,
        lambda case: not case.is_complaint,
        "Trả lời khách, rồi ghi Phúc đáp lúc",
        Role.STAFF,
    ),
    Rule(
        Status.PREVENTING,
        _both(_on("rca_at"), lambda case: case.slip_says_yes("capa_needed")),
        "Theo dõi phiếu khắc phục đến khi Đạt, rồi ghi Người đóng",
        Role.UNIT,
    ),
    Rule(
        Status.EXPLAINING,
        _both(_on("rca_at"), _on("capa_needed")),
        "Kiểm tra đủ hồ sơ, rồi ghi Người đóng",
        Role.HEAD,
    ),
    Rule(
        Status.EXPLAINING,
        lambda case: (
            case.on_slip("check_result") == Check.ACHIEVED
            and case.on_slip("customer_view") not in {"", CustomerView.DISAGREED}
        ),
        "Ghi giải trình, nguyên nhân gốc và đề xuất phòng ngừa",
        Role.UNIT,
        "k5",
        lambda case: case.entry.moment("handled_at"),
    ),
    Rule(
        Status.NOT_ACHIEVED,
        lambda case: (
            case.on_slip("check_result") == Check.NOT_ACHIEVED
            or case.on_slip("customer_view") == CustomerView.DISAGREED
        ),
        "Mở phiếu mới kèm phiếu này, giao người khác xem xét",
        Role.HEAD,
    ),
    Rule(
        Status.AWAITING_CUSTOMER,
        _on("check_result", Check.ACHIEVED),
        "Hỏi khách có đồng ý với kết quả không, rồi ghi Ý kiến khách",
        Role.STAFF,
        "k7",
        _since("checked_at"),
    ),
    Rule(
        Status.VERIFYING,
        _both(_on("done_at"), _on("done_proof")),
        "Kiểm tra kết quả thực hiện, rồi ghi ô 3",
        Role.STAFF,
        "k6b",
        _since("done_at"),
    ),
    Rule(
        Status.REJECTED,
        _both(_approved, _on("verdict", Finding.WRONG)),
        "Gửi thư trả lời khách, nêu lý do và cách đề nghị xem xét lại",
        Role.STAFF,
        "k7",
        _since("decided_at"),
    ),
    Rule(
        Status.EXECUTING,
        _both(_approved, _on("verdict", *_FOUNDED)),
        "Thực hiện phương án, rồi ghi Thực hiện xong lúc và Bằng chứng",
        Role.UNIT,
    ),
    Rule(
        Status.REJECTION_REVIEW,
        _both(_on("verdict", Finding.WRONG), _on("verdict_why")),
        "Xem căn cứ và quyết định trả lời không chấp nhận",
        Role.HEAD,
    ),
    Rule(
        Status.AWAITING_APPROVAL,
        _both(_on("asked_at"), lambda case: not case.slip_has("decided_at")),
        "Duyệt hoặc trả lại phương án",
        Role.DIRECTOR,
        "k4c",
        _since("asked_at"),
    ),
    Rule(
        Status.NEGOTIATING,
        _on("verdict", *_FOUNDED),
        "Thống nhất phương án với khách, rồi ghi Trình duyệt lúc",
        Role.UNIT,
    ),
    Rule(
        Status.WAITING_CUSTOMER,
        lambda case: case.slip_has("ask_at") and not case.slip_has("ask_answered_at"),
        "Chờ khách bổ sung thông tin",
        CUSTOMER,
    ),
    Rule(
        Status.INVESTIGATING,
        _on("lead_unit"),
        "Xác minh, rồi ghi Kết luận và Căn cứ kết luận",
        Role.UNIT,
        "k4",
        _since("directed_at"),
    ),
    Rule(
        Status.AWAITING_DIRECTION,
        _on("submitted_at"),
        "Cho ý kiến chỉ đạo và chọn Đơn vị chủ trì",
        Role.DIRECTOR,
        "k3b",
        _since("submitted_at"),
    ),
    Rule(
        Status.LOGGED,
        lambda _: True,
        "Ghi các điểm khiếu nại trên phiếu, rồi ghi Trình lúc",
        Role.STAFF,
        "k3a",
        lambda case: case.entry.moment("taken_at"),
    ),
)
"""Every state of a case; the last rule always holds."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the desk says of a case at a moment.

    Attributes:
        rule: The rule that holds.
        status: The state's name.
        step: What comes next.
        role: Whom we wait for.
        next: The clock that has to be stopped first, or None.
        flag: The word and sign that a filter can rely on.
        kept: Whether the promises were kept, once that is certain; else empty.
        running: The clocks that still run.
        promised: What the customer was promised, kept or still to keep.
    """

    rule: Rule
    status: Status
    step: str
    role: str
    next: Running | None
    flag: Flag
    kept: str
    running: tuple[Running, ...]
    promised: tuple[Running, ...]

    @property
    def due(self) -> datetime | None:
        """The moment by which the next step has to be done."""
        return self.next.due if self.next else None


def judge(case: Case, office: Office, *, now: datetime) -> Verdict:
    """What the facts of a case come to at a moment."""
    rule = next(rule for rule in RULES if rule.when(case))
    promised = tuple(promises(case, office))
    running = _running(case, rule, promised, office)
    first = min(running, key=lambda one: one.due, default=None)
    step, role = (
        (first.clock.step, first.clock.role) if first else (rule.step, rule.role)
    )
    return Verdict(
        rule,
        rule.status,
        step,
        role,
        first,
        _flag(case, rule, first, office, now),
        _kept(promised, now=now, over=is_finished(case)),
        running,
        promised,
    )


def _running(
    case: Case, rule: Rule, promised: tuple[Running, ...], office: Office
) -> tuple[Running, ...]:
    """The clocks that somebody still has to stop; none in a finished case."""
    if is_finished(case):
        return ()
    running = [one for one in promised if one.stop is None]
    own = wind(_clock_of(rule), case, office) if rule.clock else None
    return (*running, own) if own else tuple(running)


@cache
def _clock_of(rule: Rule) -> Clock:
    """The clock of a state: it stops when the state is left, and waits with us."""
    return Clock(
        rule.clock,
        rule.status,
        applies=lambda _: True,
        start=rule.since,
        stop=lambda _: None,
        step=rule.step,
        role=rule.role,
        pauses=True,
    )


def _flag(
    case: Case, rule: Rule, first: Running | None, office: Office, now: datetime
) -> Flag:
    if is_finished(case):
        return Flag.CLOSED
    if first and now > first.due:
        return Flag.LATE
    if rule.role == CUSTOMER:
        return Flag.PAUSED
    if first and now >= first.reminder(office.worktime):
        return Flag.SOON
    return Flag.ON_TIME


def _kept(promised: tuple[Running, ...], *, now: datetime, over: bool) -> str:
    """Late as soon as one promise is broken; kept once all are stopped in time."""
    if any(one.is_late(now) for one in promised):
        return Kept.BROKEN
    settled = promised and all(one.stop for one in promised)
    return Kept.KEPT if settled and over else ""
