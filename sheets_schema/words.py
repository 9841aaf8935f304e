"""Words: what the sheet calls the things that the desk compares with."""

from __future__ import annotations

from enum import StrEnum

OTHER = "Khác"
UNSURE = "Tôi chưa rõ"
WEB = "Biểu mẫu web"
PHONE = "Điện thoại"
NO_CONTACT = "Không để lại liên hệ"


class FeedbackKind(StrEnum):
    """What staff say that a message is (``f01.kind``)."""

    COMPLAINT = "Khiếu nại"
    SUGGESTION = "Góp ý"
    COMPLIMENT = "Lời khen"
    QUESTION = "Hỏi thông tin"
    OUT_OF_SCOPE = "Ngoài phạm vi"
    DUPLICATE = "Trùng"
    SPAM = "Rác"


class Severity(StrEnum):
    """The level of a complaint (M20)."""

    ORDINARY = "1 Thông thường"
    SERIOUS = "2 Nghiêm trọng"
    URGENT = "3 Khẩn cấp"


class Flag(StrEnum):
    """How a case stands with its next due moment; one of five, so that filters work."""

    ON_TIME = "● Trong hạn"
    SOON = "◐ Sắp đến hạn"
    LATE = "▲ Quá hạn"
    CLOSED = "■ Đã đóng"
    PAUSED = "‖ Chờ khách"


class Kept(StrEnum):
    """Whether what was promised to the customer was kept, once that is certain."""

    KEPT = "Đúng hẹn"
    BROKEN = "Trễ hẹn"


class Validity(StrEnum):
    """Whether the procedure settles such a complaint at all (N14)."""

    VALID = "Hợp lệ"
    INVALID = "Không hợp lệ"


class Status(StrEnum):
    """Where a case or a slip stands."""

    SUSPECT = "Chờ kiểm tra"
    NEW = "Mới nhận"
    LOGGED = "Đã vào sổ"
    LEADER_REVIEW = "Góp ý: chờ lãnh đạo"
    ANSWERED = "Đã trả lời"
    PASSED_ON = "Đã chuyển nơi khác"
    AWAITING_DIRECTION = "Chờ chỉ đạo"
    INVESTIGATING = "Đang xác minh"
    WAITING_CUSTOMER = "Chờ khách bổ sung"
    REJECTION_REVIEW = "Chờ duyệt thư không chấp nhận"
    REJECTED = "Đã trả lời không chấp nhận"
    NEGOTIATING = "Thống nhất phương án"
    AWAITING_APPROVAL = "Chờ duyệt phương án"
    EXECUTING = "Đang thực hiện"
    VERIFYING = "Chờ kiểm tra kết quả"
    NOT_ACHIEVED = "Chưa đạt"
    AWAITING_CUSTOMER = "Chờ khách xác nhận"
    EXPLAINING = "Chờ giải trình"
    PREVENTING = "Đang khắc phục phòng ngừa"
    CLOSED = "Đã đóng hồ sơ"
    SUPERSEDED = "Đã mở phiếu mới"
    WITHDRAWN = "Khách rút"
    DUPLICATE = "Trùng"
    SPAM = "Rác"
    IMPORTED = "Hồ sơ cũ"


class Upheld(StrEnum):
    """What the examination found."""

    RIGHT = "Đúng"
    PARTLY = "Đúng một phần"
    WRONG = "Không đúng"


class Decision(StrEnum):
    """What whoever may decide says of a plan."""

    APPROVED = "Duyệt"
    RETURNED = "Trả lại"
    REFUSED = "Không duyệt"


class Check(StrEnum):
    """What the check of a result says."""

    ACHIEVED = "Đạt"
    NOT_ACHIEVED = "Chưa đạt"


class Agreement(StrEnum):
    """What the customer says of a proposal."""

    NOT_ASKED = "Chưa hỏi"
    AGREED = "Đồng ý"
    DISAGREED = "Không đồng ý"
    UNREACHED = "Không liên hệ được"
    FINAL = "Công ty chốt phương án cuối"


class CustomerView(StrEnum):
    """What the customer says of the result."""

    SATISFIED = "Hài lòng"
    ACCEPTED = "Chấp nhận"
    DISAGREED = "Không đồng ý"
    SILENT = "Không phản hồi"


class LeaderDecision(StrEnum):
    """What leadership makes of a suggestion (Q8)."""

    ADOPTED = "Áp dụng"
    PARTLY = "Áp dụng một phần"
    NOTED = "Ghi nhận"
    DECLINED = "Không áp dụng"


class EventKind(StrEnum):
    """Kinds of events that the desk itself writes (``event.kind``)."""

    UNMET = "Ý kiến chưa ghi được"
    """Somebody changed the cell before the word that came by a page was written."""


class Role(StrEnum):
    """What a person is for the desk (``person.role``)."""

    STAFF = "CSKH"
    HEAD = "Trưởng CSKH"
    UNIT = "Đơn vị"
    UNIT_HEAD = "Trưởng đơn vị"
    DIRECTOR = "Giám đốc"
    GENERAL_DIRECTOR = "Tổng Giám đốc"
    QUALITY = "QA"
    ADMIN = "Quản trị"


class DayKind(StrEnum):
    """What a day of the calendar is."""

    HOLIDAY = "Nghỉ lễ"
    SWAPPED = "Nghỉ bù"
    MAKE_UP = "Làm bù"
    COMPANY = "Nghỉ công ty"
    HALF = "Nửa ngày"


class Sent(StrEnum):
    """What became of a letter (``sent.result``)."""

    SENT = "Đã gửi"
    FILED = "Lưu thành tệp"
    JOINED = "Gộp trong thư khác"
    WAITING = "Chờ gửi"
    FAILED = "Lỗi"
    RETURNED = "Bị trả lại"
    DROPPED_DONE = "Bỏ qua: đã xử lý"
    DROPPED_QUIET = "Bỏ qua: ngoài giờ"
    DROPPED_TODAY = "Bỏ qua: đã gửi hôm nay"


class Via(StrEnum):
    """The way by which a cell got what it holds (``changed.via``)."""

    SHEET = "Bảng tính"
    FORM = "Biểu mẫu"
    TRACKING = "Trang tra cứu"
    LINK = "Liên kết email"
    IMPORT = "Nhập sổ cũ"
    DESK = "Hệ thống"


WEEKDAYS = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)
"""The days of the week, from Monday on."""
