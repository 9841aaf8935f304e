"""Course: the way of a case from its arrival to its end, as one table to be edited.

A new stage is a line of `STAGES`; where it stands among the others is part of what it
says. Highlights, the flow that documents draw, the sentence about what lacks, the
trials of the tests and the policy lines that a new book offers follow from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.procedure.conditions import ANY, filled, newer, says
from sheets_schema.procedure.gates import Beside, Gate, Holds, Requirement, Stamp
from sheets_schema.procedure.policy import OF_EVERY_CASE
from sheets_schema.procedure.stages import CUSTOMER, Clock, Course, Stage
from sheets_schema.words import (
    NO_CONTACT,
    PHONE,
    Check,
    CustomerView,
    Decision,
    FeedbackKind,
    Role,
    Severity,
    Status,
    Upheld,
    Validity,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

RECEIVED = ("f01.received_at", "f01.logged_at")
"""The moment that the clocks count from: arrival, else entry in the book."""

IMPORTED = filled("f01.imported_at")
TAKEN = filled("f01.taken_at")
CLASSED = filled("f01.kind")
REPLIED = filled("f01.replied_at")
INVALID = says("f01.validity", Validity.INVALID)
"""A person found it outside what the procedure settles (N14)."""
COMPLAINT = says("f01.kind", FeedbackKind.COMPLAINT) & ~INVALID
"""It is handled on a slip (Q7)."""
SUGGESTION = says("f01.kind", FeedbackKind.SUGGESTION)
OUT_OF_SCOPE = says("f01.kind", FeedbackKind.OUT_OF_SCOPE)
PLAIN = says("f01.kind", FeedbackKind.QUESTION, FeedbackKind.COMPLIMENT)
"""It is answered, and that is all."""
DECIDED = SUGGESTION & filled("f01.handled_at")

SPAM = says("f01.kind", FeedbackKind.SPAM)
DUPLICATE = says("f01.kind", FeedbackKind.DUPLICATE)
WITHDRAWN = filled("f01.withdrawn_at")
SAME = DUPLICATE & filled("f01.same_as")
SET_ASIDE = SPAM | WITHDRAWN | SAME
"""A person set it aside: junk, withdrawn, or the same as another."""
SUSPECT = filled("f01.kind_sent") & ~CLASSED
"""The page fills the kind itself unless something about a message is odd."""
LIVE = ~IMPORTED & ~SUSPECT & ~SET_ASIDE
"""It is worked on: promises hold."""

REFUSED_WELL = INVALID & CLASSED & filled("f01.validity_why") & REPLIED
PASSED_ON = OUT_OF_SCOPE & (REFUSED_WELL | ~INVALID & filled("f01.passed_to"))
CLOSED = COMPLAINT & filled("f02.closed_by")
ANSWERED = REFUSED_WELL | ~INVALID & REPLIED & (PLAIN | DECIDED)
ENDED = PASSED_ON | CLOSED | ANSWERED
"""Nothing is left to do of a case that was not set aside."""

FOUNDED = says("f02.verdict", Upheld.RIGHT, Upheld.PARTLY)
UNFOUNDED = says("f02.verdict", Upheld.WRONG)
PRESENTED_SINCE = newer("f02.asked_at", than="f02.decided_at")
"""Something was presented since the last decision, which says nothing about that."""
APPROVED = (
    filled("f02.decided_at") & says("f02.decision", Decision.APPROVED)
) & ~PRESENTED_SINCE
"""A decision counts with the name of whoever decided beside it."""
TO_DECIDE = ~filled("f02.decided_at") | PRESENTED_SINCE
"""Nobody has decided on what was presented."""
ACHIEVED = says("f02.check_result", Check.ACHIEVED)
DISAGREED = says("f02.customer_view", CustomerView.DISAGREED)
FAILED = says("f02.check_result", Check.NOT_ACHIEVED) | DISAGREED
"""Our check or the customer says that it is not settled (N13, Q19)."""
CONTENT = filled("f02.customer_view") & ~DISAGREED
"""The customer was asked and does not object; silence is no objection."""
ASKED_VIEW = ~ACHIEVED | filled("f02.customer_view")
"""Nobody has to ask the customer of a result first."""
EXPLAINED = filled("f02.rca_at") & ASKED_VIEW
EXPLAIN = Clock(
    "k5",
    ("f01.handled_at",),
    ("f02.rca_at",),
    name="giải trình",
    step="Ghi giải trình, nguyên nhân gốc và đề xuất phòng ngừa",
    role=Role.UNIT,
    asks=("f02.rca_at", "f02.root_cause"),
)
"""The explanation is due from the moment of the result, whatever the customer says."""
WAIT = Clock(
    "pause_most",
    ("f02.ask_at",),
    ("f02.ask_answered_at",),
    name="chờ khách bổ sung",
    is_ours=False,
)
"""How long a question to the customer stops our clocks at most."""
WAITING = (
    filled("f02.ask_at") & ~filled("f02.ask_answered_at") & ~filled("f02.ask_silent_at")
)
"""The customer was asked, and may still answer in time."""

# fmt: off
STAGES: tuple[Stage, ...] = (
    Stage(Status.SPAM, SPAM),
    Stage(Status.WITHDRAWN, WITHDRAWN),
    Stage(Status.DUPLICATE, SAME),
    Stage(Status.CLOSED,
          IMPORTED & (filled("f01.closed_at") | filled("f01.handled_at"))),
    Stage(Status.IMPORTED, IMPORTED,
          "Hồ sơ chuyển từ sổ cũ: khi xong thì ghi Giải quyết xong lúc", Role.STAFF,
          asks=("f01.handled_at",)),
    Stage(Status.SUSPECT, SUSPECT,
          "Xem có phải rác không, rồi chọn Phân loại", Role.STAFF,
          asks=("f01.kind",)),
    Stage(Status.PASSED_ON, PASSED_ON),
    Stage(Status.CLOSED, CLOSED),
    Stage(Status.ANSWERED, ANSWERED),
    Stage(Status.NEW, DUPLICATE,
          "Ghi số của hồ sơ chính vào cột Trùng với", Role.STAFF,
          asks=("f01.same_as",)),
    Stage(Status.NEW, ~TAKEN | ~CLASSED,
          "Chọn Phân loại và cử Người phụ trách", Role.STAFF,
          asks=("f01.kind", "f01.owner"),
          may=("f01.validity", "f01.withdrawn_at")),
    Stage(Status.LOGGED, OUT_OF_SCOPE,
          "Chuyển đến nơi giải quyết, rồi ghi Đã chuyển tới", Role.STAFF,
          asks=("f01.passed_to",)),
    Stage(Status.LOGGED, INVALID,
          "Ghi lý do không hợp lệ, trả lời khách, rồi ghi Phúc đáp lúc", Role.STAFF,
          asks=("f01.validity_why", "f01.replied_at")),
    Stage(Status.LEADER_REVIEW, SUGGESTION & ~filled("f01.handled_at"),
          "Lãnh đạo chọn Quyết định góp ý và ghi tên Người quyết định", Role.DIRECTOR,
          asks=("f01.leader_decision", "f01.leader_by")),
    Stage(Status.LOGGED, PLAIN | DECIDED,
          "Trả lời khách, rồi ghi Phúc đáp lúc", Role.STAFF,
          asks=("f01.replied_at",)),
    Stage(Status.PREVENTING, EXPLAINED & says("f02.capa_needed", "Có"),
          "Theo dõi phiếu khắc phục đến khi Đạt, rồi ghi Người đóng", Role.UNIT,
          asks=("f02.closed_by",)),
    Stage(Status.EXPLAINING, EXPLAINED & filled("f02.capa_needed"),
          "Kiểm tra đủ hồ sơ, rồi ghi Người đóng", Role.HEAD,
          asks=("f02.root_cause", "f02.closed_by")),
    Stage(Status.EXPLAINING, ACHIEVED & CONTENT,
          "Ghi giải trình, nguyên nhân gốc và đề xuất phòng ngừa", Role.UNIT,
          (EXPLAIN,),
          asks=("f02.rca_at", "f02.root_cause", "f02.capa_needed")),
    Stage(Status.NOT_ACHIEVED, FAILED,
          "Mở phiếu mới kèm phiếu này, giao người khác xem xét", Role.HEAD,
          (Clock("k3a", ("f02.checked_at",), when=~DISAGREED),),
          asks=("f02.check_result", "f02.customer_view")),
    Stage(Status.AWAITING_CUSTOMER, ACHIEVED,
          "Hỏi khách có đồng ý với kết quả không, rồi ghi Ý kiến khách", Role.STAFF,
          (Clock("k7", ("f02.checked_at",)), EXPLAIN),
          asks=("f02.customer_view",)),
    Stage(Status.VERIFYING, filled("f02.done_at") & filled("f02.done_proof"),
          "Kiểm tra kết quả thực hiện, rồi ghi ô 3", Role.STAFF,
          (Clock("k6b", ("f02.done_at",)),),
          asks=("f02.check_result", "f02.checked_by")),
    Stage(Status.REJECTED, APPROVED & UNFOUNDED,
          "Gửi thư trả lời, nêu lý do; khách không hỏi lại thì ghi Người đóng",
          Role.STAFF,
          (Clock("k7", ("f02.decided_at",)),),
          asks=("f02.closed_by",), may=("f02.customer_view",)),
    Stage(Status.EXECUTING, APPROVED & FOUNDED,
          "Thực hiện phương án, rồi ghi Thực hiện xong lúc và Bằng chứng", Role.UNIT,
          (Clock("k6", ("f02.decided_at",), due="f02.remedy_due",
                 name="hạn thực hiện phương án đã duyệt"),),
          asks=("f02.done_by", "f02.done_at", "f02.done_proof")),
    Stage(Status.REJECTION_REVIEW,
          UNFOUNDED & filled("f02.verdict_why") & TO_DECIDE,
          "Xem căn cứ và quyết định trả lời không chấp nhận", Role.HEAD,
          (Clock("k4c", ("f02.verdict_at",), when=~PRESENTED_SINCE),
           Clock("k4c", ("f02.asked_at",), when=PRESENTED_SINCE)),
          asks=("f02.decision", "f02.decided_by")),
    Stage(Status.AWAITING_APPROVAL, FOUNDED & filled("f02.asked_at") & TO_DECIDE,
          "Duyệt hoặc trả lại phương án", Role.DIRECTOR,
          (Clock("k4c", ("f02.asked_at",)),),
          asks=("f02.decision", "f02.decided_by")),
    Stage(Status.NEGOTIATING, FOUNDED,
          "Thống nhất phương án với khách, rồi ghi Trình duyệt lúc", Role.UNIT,
          (Clock("k4b", ("f02.decided_at", "f02.verdict_at")),),
          asks=("f02.remedy", "f02.remedy_due", "f02.customer_agree", "f02.asked_at")),
    Stage(Status.WAITING_CUSTOMER,
          WAITING,
          "Chờ khách bổ sung; quá hạn thì kết luận theo những gì đã có", CUSTOMER,
          (WAIT,),
          asks=("f02.ask_answered_at",)),
    Stage(Status.INVESTIGATING, filled("f02.lead_unit"),
          "Xác minh, rồi ghi Kết luận và Căn cứ kết luận", Role.UNIT,
          (Clock("k4", ("f02.directed_at",)),),
          asks=("f02.verdict", "f02.verdict_why"), may=("f02.ask_text", "event.at")),
    Stage(Status.AWAITING_DIRECTION, filled("f02.submitted_at"),
          "Cho ý kiến chỉ đạo và chọn Đơn vị chủ trì", Role.DIRECTOR,
          (Clock("k3b", ("f02.submitted_at",)),),
          asks=("f02.direction", "f02.lead_unit")),
    Stage(Status.LOGGED, COMPLAINT,
          "Ghi các điểm khiếu nại trên phiếu, rồi ghi Trình lúc", Role.STAFF,
          (Clock("k3a", ("f01.taken_at",)),),
          asks=("f01.severity",
                "f02.issues", "f02.submitted_at", "f02.submitted_by")),
)
"""Every state of a case: the first line that holds, from the end to the beginning."""

PROMISES: tuple[Clock, ...] = (
    Clock("k1", RECEIVED, ("f01.taken_at",), when=LIVE, asks=("f01.owner",),
          name="tiếp nhận", role=Role.STAFF, is_ours=False,
          step="Cử người phụ trách: ghi tên vào cột Người phụ trách"),
    Clock("k2", RECEIVED, ("f01.replied_at",), asks=("f01.replied_at",),
          when=LIVE & (says("f01.kind", FeedbackKind.COMPLAINT) | PLAIN),
          name="phúc đáp đầu tiên", role=Role.STAFF, is_ours=False,
          step="Phúc đáp khách, rồi ghi Phúc đáp lúc"),
    Clock("kg_decide", RECEIVED, ("f01.handled_at",), when=LIVE & SUGGESTION,
          asks=("f01.leader_decision", "f01.leader_by"),
          name="lãnh đạo quyết định góp ý", role=Role.DIRECTOR, is_ours=False,
          step="Lãnh đạo chọn Quyết định góp ý và ghi tên Người quyết định"),
    Clock("kg_reply", ("f01.handled_at",), ("f01.replied_at",), when=LIVE & DECIDED,
          asks=("f01.replied_at",),
          name="trả lời góp ý", role=Role.STAFF, is_ours=False,
          step="Báo cho khách quyết định của lãnh đạo, rồi ghi Phúc đáp lúc"),
    Clock("promised", RECEIVED, ("f01.handled_at", "f01.closed_at"),
          due="f01.promised_at", when=~SET_ASIDE & filled("f01.promised_at"),
          name="lời hẹn với khách", role=Role.STAFF, is_ours=False,
          step="Giải quyết xong việc đã hẹn với khách"),
)
"""What the customer was promised; these run side by side, whatever the state."""

LEADER = Gate("f01.leader_decision", (Beside("f01.leader_by"),))
OUTDATED = "đã ghi trước lần trình này. Xoá ô Quyết định cũ rồi chọn lại"
DECISION = Gate(
    "f02.decision", (Beside("f02.decided_by"), Holds(~PRESENTED_SINCE, OUTDATED))
)
CHECK = Gate("f02.check_result", (Beside("f02.checked_by"),))
GATES: tuple[Gate, ...] = (LEADER, DECISION, CHECK)
"""What counts only with what stands beside it."""

STAMPS: tuple[Stamp, ...] = (
    Stamp("f01.logged_at"),
    Stamp("f01.taken_at", filled("f01.owner")),
    Stamp("f01.handled_at", SUGGESTION, LEADER, of="f01.leader_decision"),
    Stamp("f01.handled_at", ~SUGGESTION & ACHIEVED, at="f02.checked_at"),
    Stamp("f01.handled_at", ~SUGGESTION & UNFOUNDED & APPROVED, at="f02.decided_at"),
    Stamp("f01.closed_at", WITHDRAWN | ~SET_ASIDE & ENDED),
    Stamp("f02.opened_at"),
    Stamp("f02.directed_at", filled("f02.lead_unit")),
    Stamp("f02.ask_at", filled("f02.ask_text") & filled("event.at"), at="event.at"),
    Stamp("f02.ask_silent_at", filled("f02.ask_at"), after=WAIT),
    Stamp("f02.verdict_at",
          filled("f02.verdict") & ~filled("f02.decided_at") & ~filled("f02.closed_by"),
          of="f02.verdict"),
    Stamp("f02.decided_at", gate=DECISION, of="f02.decision"),
    Stamp("f02.checked_at", gate=CHECK, of="f02.check_result"),
    Stamp("f02.closed_at", filled("f02.closed_by")),
)
"""Moments set once: the first line of a cell that holds says whether there is one."""

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(("f01.kind",)),
    Requirement(("f01.received_at",)),
    Requirement(("f01.name", "f01.org")),
    Requirement(("f01.phone", "f01.email"), ~says("f01.contact_pref", NO_CONTACT)),
    Requirement(("f01.service",)),
    Requirement(("f01.severity",), COMPLAINT),
    Requirement(("f01.severity_why",),
                says("f01.severity", Severity.SERIOUS, Severity.URGENT)),
    Requirement(("f01.same_as",), DUPLICATE),
    Requirement(("f01.validity_why",), INVALID),
    Requirement(("f01.replied_by",), REPLIED),
    Requirement(("f01.replied_how",), REPLIED),
    *LEADER.requirements,
    Requirement(("f01.listened",), says("f01.channel", PHONE)),
)
"""What a complete row holds (N6); of an old case and of junk nothing is asked."""
# fmt: on

BEGINS: tuple[Mapping[str, str], ...] = (
    {"f01.kind_sent": FeedbackKind.COMPLAINT},
    {"f01.description": ANY},
    {"f01.imported_at": ANY},
)
"""How a row begins: an odd message of the page, any other, one of an older register."""

CASE = Course(STAGES, PROMISES, GATES, STAMPS, REQUIREMENTS, BEGINS)
IN_USE: tuple[str, ...] = (*sorted(CASE.lines), *(one.key for one in OF_EVERY_CASE))
"""The policy lines that this program reads: a new book offers no others."""
