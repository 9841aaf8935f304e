"""Choices: the lists behind the drop-downs, and which of them staff may extend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema import words
from sheets_schema.words import (
    Agreement,
    Check,
    CustomerView,
    DayKind,
    Decision,
    FeedbackKind,
    Flag,
    Kept,
    LeaderDecision,
    Role,
    Sent,
    Severity,
    Status,
    Upheld,
    Validity,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# fmt: off
__all__ = [
    "ALL",
    "BY_KEY",
    "FROM_TABS",
    "LISTS",
    "OPEN",
    "Agreement",
    "Check",
    "ChoiceList",
    "CustomerView",
    "DayKind",
    "Decision",
    "FeedbackKind",
    "Flag",
    "Kept",
    "LeaderDecision",
    "Role",
    "Sent",
    "Severity",
    "Status",
    "Upheld",
    "Validity",
]
# fmt: on


@dataclass(frozen=True)
class ChoiceList:
    """One column of the choice tab.

    Attributes:
        key: The list's name: ``service``.
        title: What people call it.
        values: What a new book offers.
        open: Whether staff may add values; the others are fixed by the procedure.
        of: The list whose values it names; empty for a list of its own.
        note: What its heading says in place of the usual words.
    """

    key: str
    title: str
    values: tuple[str, ...]
    open: bool
    of: str = ""
    note: str = ""


def _split(values: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(values.split(" · ") if isinstance(values, str) else map(str, values))


def _fixed(key: str, title: str, values: str | Iterable[str]) -> ChoiceList:
    return ChoiceList(key, title, _split(values), open=False)


def _free(key: str, title: str, values: str) -> ChoiceList:
    return ChoiceList(key, title, _split(values), open=True)


# fmt: off
_OF_CASES = (
    _free("service", "Dịch vụ, sản phẩm",
          "Chất lượng sản phẩm · Sử dụng dịch vụ · Giao hàng, lắp đặt · "
          "Thanh toán, hoá đơn · Bảo hành, sửa chữa · Tư vấn, bán hàng · "
          f"{words.OTHER} · {words.UNSURE}"),
    _free("service_en", "Tên tiếng Anh của dịch vụ",
          "Product quality · Use of the service · Delivery, installation · "
          "Payment, invoices · Warranty, repair · Advice, sales · "
          "Other · I am not sure"),
    ChoiceList("service_health", "Dịch vụ có thông tin sức khoẻ", (), open=True,
               of="service",
               note="Những mục của “Dịch vụ, sản phẩm” mà nội dung khách gửi có thể "
                    "nói đến sức khoẻ. Ví dụ: Sử dụng dịch vụ. Với các mục này, biểu "
                    "mẫu xin thêm sự đồng ý của khách. Không có mục nào thì để trống."),
    _free("branch", "Cơ sở", "Trụ sở chính"),
    _free("topic", "Nhóm vấn đề",
          "Chất lượng dịch vụ · Thái độ · Không giữ cam kết · Chậm trễ · "
          "Hồ sơ, giấy tờ · Giá, thanh toán · Thiết bị, cơ sở vật chất · An toàn · "
          f"Thông tin sai/thiếu · {words.OTHER}"),
    _free("channel", "Kênh",
          f"{words.WEB} · {words.PHONE} · Thư bưu điện · Trực tiếp · Email · "
          "Zalo/mạng xã hội · Hội nghị khách hàng · Khảo sát · Nhân viên báo lại"),
    _fixed("party", "Bên gửi", f"Khách hàng · Đối tác · {words.OTHER}"),
    _free("stage", "Giai đoạn",
          "Thực hiện hợp đồng · Giao nhận · Sử dụng · Thanh toán · Bảo hành · "
          f"{words.OTHER}"),
    _fixed("kind", "Phân loại", FeedbackKind),
    _fixed("severity", "Cấp độ", Severity),
    _free("severity_why", "Lý do cấp độ",
          "An toàn/sức khoẻ · Thiệt hại lớn · Nhiều khách · Truyền thông · "
          "Thái độ phục vụ · Không giữ cam kết · Khách hàng trọng yếu · Tái diễn"),
    _fixed("contact_pref", "Cách liên hệ",
           f"Gọi điện · Email · Nhắn tin (Zalo/SMS) · {words.NO_CONTACT}"),
    _fixed("contact_time", "Giờ liên hệ",
           "Giờ nào cũng được · Buổi sáng · Buổi chiều · Sau 17 giờ"),
    _fixed("lang", "Ngôn ngữ", "Tiếng Việt · English"),
    _fixed("event_when", "Xảy ra khi nào",
           "Hôm nay · Hôm qua · Ngày khác · Nhiều lần · Tôi không nhớ rõ"),
    _fixed("wanted", "Mong muốn",
           "Giải thích rõ sự việc · Xin lỗi · Sửa hồ sơ, giấy tờ · "
           "Làm lại hoặc đổi dịch vụ · Hoàn tiền hoặc bồi thường · "
           f"{words.OTHER} · {words.UNSURE}"),
    _fixed("listened", "Khi tiếp nhận đã làm",
           "Đã lắng nghe · Đã xin lỗi · Không thanh minh"),
    _fixed("validity", "Tính hợp lệ", Validity),
    _fixed("replied_how", "Hình thức phúc đáp",
           "Gọi điện · Gặp trực tiếp · Email · Thư · Nhắn tin (Zalo/SMS)"),
    _fixed("leader_decision", "Quyết định góp ý", LeaderDecision),
    _free("hold", "Lý do giữ hồ sơ",
          f"Đang tranh chấp · Cơ quan nhà nước yêu cầu · {words.OTHER}"),
)

_OF_SLIPS = (
    _fixed("minutes_signed", "Chữ ký biên bản",
           "Chưa ký · Công ty đã ký · Hai bên đã ký · Khách không ký"),
    _fixed("verdict", "Kết luận", Upheld),
    _free("cause_group", "Nhóm nguyên nhân",
          "Quy trình, quy định · Thao tác, nghiệp vụ · Thái độ phục vụ · "
          "Máy móc, phần mềm · Hồ sơ, thông tin · Bên thứ ba · Chưa rõ"),
    _fixed("remedy_kind", "Loại biện pháp",
           "Giải quyết trực tiếp · Bồi thường vật chất · Thay đổi dịch vụ · Xin lỗi"),
    _free("remedy_change", "Thay đổi dịch vụ ở điểm nào",
          "Phương pháp · Con người · Thiết bị · Môi trường · Thời gian"),
    _fixed("customer_agree", "Khách đồng ý phương án", Agreement),
    _fixed("agree_how", "Khách đồng ý bằng cách nào",
           "Trang tra cứu · Điện thoại · Văn bản"),
    _fixed("decision", "Quyết định", Decision),
    _fixed("check_result", "Kết quả kiểm tra", Check),
    _fixed("customer_view", "Ý kiến khách", CustomerView),
    _free("external", "Chuyển cơ quan ngoài",
          "Không · Cơ quan quản lý · Hội bảo vệ người tiêu dùng · Trọng tài · Toà án"),
    _fixed("event_kind", "Loại diễn biến",
           "Gọi khách · Hỏi khách · Khách bổ sung · Trao đổi đơn vị · Giao việc · "
           f"Ra hiện trường · Bàn giao · Thăm hỏi khách · {words.EventKind.UNMET}"),
)

_OF_ACTIONS = (
    _fixed("action_source", "Nguồn khắc phục",
           "Khiếu nại · Báo cáo 6 tháng · Khảo sát · Hội nghị · Góp ý · Nội bộ"),
    _fixed("trigger", "Điều kiện mở",
           "Lặp lại · Chưa rõ nguyên nhân · Tổn thất lớn · Thái độ phục vụ · "
           "Không giữ cam kết · Lãnh đạo yêu cầu"),
    _fixed("action_kind", "Loại hành động", "Khắc phục · Phòng ngừa · Cải tiến"),
    _fixed("effective", "Hiệu lực", "Có · Không · Chưa đủ dữ liệu"),
    _free("meeting", "Trình họp", "Giao ban tuần · Họp quý · Xem xét của lãnh đạo"),
)

_OF_CUSTOMERS = (
    _fixed("customer_type", "Loại khách", "Cá nhân · Tổ chức · Đối tác"),
    _free("area", "Địa bàn", "Hà Nội · Thành phố Hồ Chí Minh · Miền Bắc · "
          "Miền Trung · Miền Nam"),
    _fixed("segment", "Nhóm khách", f"Truyền thống · Mới · Trọng yếu · {words.OTHER}"),
    _fixed("survey_ok", "Nhận khảo sát", "Có · Không · Chưa hỏi"),
    _fixed("data_request", "Yêu cầu dữ liệu",
           "Không · Xem · Sửa · Xoá · Hạn chế · Phản đối · Rút đồng ý"),
    _fixed("customer_state", "Tình trạng khách",
           "Đang giao dịch · Ngừng · Đã gộp · Đã khử nhận dạng"),
    _fixed("finance_state", "Tình trạng tài chính",
           "Bình thường · Có công nợ · Đang tranh chấp · Chưa kiểm tra"),
    _fixed("purpose", "Mục đích đồng ý",
           "Giải quyết phản hồi · Nhận khảo sát · Thông tin sức khoẻ"),
    _fixed("conference_status", "Tình trạng hội nghị",
           "Đang chuẩn bị · Đã họp · Biên bản đã ký · Đã trình"),
    _fixed("opinion_class", "Loại ý kiến", "Hài lòng · Không hài lòng · Kiến nghị"),
    _fixed("useful", "Có tác dụng tốt", "Có · Không · Cần xem thêm"),
    _fixed("moved_to", "Chuyển thành", "Khiếu nại (mở F01) · Khắc phục · Không"),
)

_OF_SETTINGS = (
    _fixed("role", "Vai trò", Role),
    _fixed("weekday", "Thứ",
           "Thứ Hai · Thứ Ba · Thứ Tư · Thứ Năm · Thứ Sáu · Thứ Bảy · Chủ nhật"),
    _fixed("day_kind", "Loại ngày", DayKind),
    _fixed("unit_of", "Đơn vị tính",
           "phút · giờ · giờ làm việc · ngày · ngày làm việc · tháng · năm · "
           "có/không · ₫ · % · vụ · lần · phiếu · điểm · giờ trong ngày"),
    _free("document_kind", "Loại tài liệu",
          "Chính sách · Quy chế · Quy trình · Biểu mẫu"),
    _fixed("campaign_status", "Tình trạng đợt khảo sát",
           "Đang chuẩn bị · Đã duyệt · Đang gửi · Đã đóng"),
    _fixed("question_type", "Dạng câu hỏi",
           "Mức hài lòng 1–5 · Nỗ lực 1–7 · Giới thiệu 0–10 · Một lựa chọn · "
           "Nhiều lựa chọn · Chữ ngắn · Chữ dài · Có/Không"),
    _fixed("delivery", "Kết quả gửi", "Đã gửi · Trả lại · Từ chối nhận"),
    _fixed("answer_source", "Nguồn trả lời", "Web · Phiếu giấy · Điện thoại"),
)
# fmt: on

ALL: tuple[ChoiceList, ...] = (
    *_OF_CASES,
    *_OF_SLIPS,
    *_OF_ACTIONS,
    *_OF_CUSTOMERS,
    *_OF_SETTINGS,
)
"""Every list, in the order of the columns of the choice tab."""

BY_KEY: Mapping[str, ChoiceList] = {one.key: one for one in ALL}
LISTS: Mapping[str, tuple[str, ...]] = {one.key: one.values for one in ALL}
"""The default values of every list."""
OPEN: frozenset[str] = frozenset(one.key for one in ALL if one.open)
"""The lists that staff may extend."""

FROM_TABS: Mapping[str, tuple[str, str]] = {
    "person": ("person", "name"),
    "unit": ("unit", "name"),
    "conference": ("conference", "code"),
    "campaign": ("campaign", "id"),
}
"""Lists that are not in the choice tab: the column of another tab, by tab and key."""
