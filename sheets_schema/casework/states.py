"""States: an ordered table of rules from the facts of a case, read from the top.

The first rule whose condition holds wins, so the end of a case stands above its
beginning. A rule names the state, the next step in words, whom we wait for, and the
clock of the state if it has one; what was promised to the customer runs beside it
(`sheets_schema.casework.clocks.PROMISES`). Casework that comes later is more lines in
the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.words import (
    Check,
    CustomerView,
    Decision,
    FeedbackKind,
    Role,
    Status,
)
from sheets_schema.words import Verdict as Finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sheets_schema.casework.case import Case

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


def _finished(case: Case) -> bool:
    return case.is_finished


def _to_decide(case: Case) -> bool:
    """Whether something was presented since the last decision, if there was one."""
    asked, decided = case.slip_moment("asked_at"), case.slip_moment("decided_at")
    return decided is None or (asked is not None and asked > decided)


def _is_content(case: Case) -> bool:
    """Whether the customer was asked and does not object; silence is no objection."""
    return case.on_slip("customer_view") not in {"", CustomerView.DISAGREED}


def _has_failed(case: Case) -> bool:
    """Whether our check or the customer says that it is not settled (N13, Q19)."""
    failed = case.on_slip("check_result") == Check.NOT_ACHIEVED
    return failed or case.on_slip("customer_view") == CustomerView.DISAGREED


def _since(key: str) -> Callable[[Case], datetime | None]:
    return lambda case: case.slip_moment(key)


def _both(*tests: Callable[[Case], bool]) -> Callable[[Case], bool]:
    return lambda case: all(test(case) for test in tests)


# fmt: off
RULES: tuple[Rule, ...] = (
    Rule(Status.SPAM, _is(FeedbackKind.SPAM)),
    Rule(Status.WITHDRAWN, lambda case: case.entry.has("withdrawn_at")),
    Rule(Status.DUPLICATE, lambda case: case.is_dropped),
    Rule(Status.CLOSED, _both(lambda case: case.is_imported, _finished)),
    Rule(Status.IMPORTED, lambda case: case.is_imported,
         "Hồ sơ chuyển từ sổ cũ: khi xong thì ghi Giải quyết xong lúc", Role.STAFF),
    Rule(Status.SUSPECT, lambda case: case.is_suspect,
         "Xem có phải rác không, rồi chọn Phân loại", Role.STAFF),
    Rule(Status.PASSED_ON, _both(_is(FeedbackKind.OUT_OF_SCOPE), _finished)),
    Rule(Status.CLOSED, _both(lambda case: case.is_complaint, _finished)),
    Rule(Status.ANSWERED, _finished),
    Rule(Status.NEW, _is(FeedbackKind.DUPLICATE),
         "Ghi số của hồ sơ chính vào cột Trùng với", Role.STAFF),
    Rule(Status.NEW, lambda case: not case.is_taken or not case.kind,
         "Chọn Phân loại và cử Người phụ trách", Role.STAFF),
    Rule(Status.LOGGED, _is(FeedbackKind.OUT_OF_SCOPE),
         "Chuyển đến nơi giải quyết, rồi ghi Đã chuyển tới", Role.STAFF),
    Rule(Status.LOGGED, lambda case: case.is_invalid,
         "Ghi lý do không hợp lệ, trả lời khách, rồi ghi Phúc đáp lúc", Role.STAFF),
    Rule(Status.LEADER_REVIEW,
         _both(_is(FeedbackKind.SUGGESTION),
               lambda case: not case.entry.has("handled_at")),
         "Lãnh đạo chọn Quyết định góp ý và ghi tên Người quyết định", Role.DIRECTOR),
    Rule(Status.LOGGED, lambda case: not case.is_complaint,
         "Trả lời khách, rồi ghi Phúc đáp lúc", Role.STAFF),
    Rule(Status.PREVENTING,
         _both(_on("rca_at"), lambda case: case.slip_says_yes("capa_needed")),
         "Theo dõi phiếu khắc phục đến khi Đạt, rồi ghi Người đóng", Role.UNIT),
    Rule(Status.EXPLAINING, _both(_on("rca_at"), _on("capa_needed")),
         "Kiểm tra đủ hồ sơ, rồi ghi Người đóng", Role.HEAD),
    Rule(Status.EXPLAINING, _both(_on("check_result", Check.ACHIEVED), _is_content),
         "Ghi giải trình, nguyên nhân gốc và đề xuất phòng ngừa", Role.UNIT,
         "k5", lambda case: case.entry.moment("handled_at")),
    Rule(Status.NOT_ACHIEVED, _has_failed,
         "Mở phiếu mới kèm phiếu này, giao người khác xem xét", Role.HEAD),
    Rule(Status.AWAITING_CUSTOMER, _on("check_result", Check.ACHIEVED),
         "Hỏi khách có đồng ý với kết quả không, rồi ghi Ý kiến khách", Role.STAFF,
         "k7", _since("checked_at")),
    Rule(Status.VERIFYING, _both(_on("done_at"), _on("done_proof")),
         "Kiểm tra kết quả thực hiện, rồi ghi ô 3", Role.STAFF,
         "k6b", _since("done_at")),
    Rule(Status.REJECTED, _both(_approved, _on("verdict", Finding.WRONG)),
         "Gửi thư trả lời, nêu lý do; khách không hỏi lại thì ghi Người đóng",
         Role.STAFF, "k7", _since("decided_at")),
    Rule(Status.EXECUTING, _both(_approved, _on("verdict", *_FOUNDED)),
         "Thực hiện phương án, rồi ghi Thực hiện xong lúc và Bằng chứng", Role.UNIT),
    Rule(Status.REJECTION_REVIEW,
         _both(_on("verdict", Finding.WRONG), _on("verdict_why"), _to_decide),
         "Xem căn cứ và quyết định trả lời không chấp nhận", Role.HEAD),
    Rule(Status.AWAITING_APPROVAL,
         _both(_on("verdict", *_FOUNDED), _on("asked_at"), _to_decide),
         "Duyệt hoặc trả lại phương án", Role.DIRECTOR,
         "k4c", _since("asked_at")),
    Rule(Status.NEGOTIATING, _on("verdict", *_FOUNDED),
         "Thống nhất phương án với khách, rồi ghi Trình duyệt lúc", Role.UNIT),
    Rule(Status.WAITING_CUSTOMER,
         lambda case: case.slip_has("ask_at") and not case.slip_has("ask_answered_at"),
         "Chờ khách bổ sung; quá hạn thì kết luận theo những gì đã có", CUSTOMER,
         "pause_most", _since("ask_at")),
    Rule(Status.INVESTIGATING, _on("lead_unit"),
         "Xác minh, rồi ghi Kết luận và Căn cứ kết luận", Role.UNIT,
         "k4", _since("directed_at")),
    Rule(Status.AWAITING_DIRECTION, _on("submitted_at"),
         "Cho ý kiến chỉ đạo và chọn Đơn vị chủ trì", Role.DIRECTOR,
         "k3b", _since("submitted_at")),
    Rule(Status.LOGGED, lambda _: True,
         "Ghi các điểm khiếu nại trên phiếu, rồi ghi Trình lúc", Role.STAFF,
         "k3a", lambda case: case.entry.moment("taken_at")),
)
"""Every state of a case; the last rule always holds."""
# fmt: on
