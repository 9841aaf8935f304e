"""Rules: the tabs of the company's own limits, hours and days."""

from __future__ import annotations

from dataclasses import replace

from sheets_schema.books.fields import admin, message, stamp
from sheets_schema.cells import CODE, DAY, HOURS, TEXT, TIME, YES, choice
from sheets_schema.columns import Table

_AMOUNT = replace(TEXT, name="giá trị", format="General")

# fmt: off
POLICY = Table(
    key="policy", title="Quy định", code="key", frozen=2,
    columns=(
        stamp("key", "Khoá", CODE, 120,
              "Tên ngắn của quy định. Ví dụ: k1. "
              "Hệ thống tìm quy định theo khoá này. Đổi giá trị từ một ngày sau này: "
              "chép cả dòng xuống dưới rồi ghi Hiệu lực từ."),
        stamp("name", "Quy định", TEXT, 360,
              "Điều được quy định. Ví dụ: Nhận phản hồi → có người phụ trách. "
              "Lời này được nhắc lại khi giải thích hạn."),
        admin("value", "Giá trị", _AMOUNT, 110,
              "Số, hoặc Có/Không. Ví dụ: 1. "
              "Để trống là không đặt hạn này; áp dụng cho phản hồi nhận sau đó."),
        admin("unit", "Đơn vị tính", choice("unit_of"), 120,
              "Ngày làm việc hay ngày thường. Ví dụ: giờ làm việc. "
              "Giờ và ngày không có chữ làm việc chạy cả đêm và ngày nghỉ."),
        stamp("default", "Giá trị gốc", _AMOUNT, 100,
              "Giá trị của quy trình mẫu. Ví dụ: 1. "
              "Dùng khi chưa từng đọc được giá trị nào khác."),
        stamp("source", "Nguồn", TEXT, 160,
              "Lấy từ đâu. Ví dụ: MISA. "
              "Đề xuất nghĩa là quy trình gốc không nêu số."),
        admin("from", "Hiệu lực từ", DAY, 110,
              "Áp dụng cho phản hồi nhận từ ngày này. Ví dụ: 01/4/2026. "
              "Để trống là từ trước tới nay; hồ sơ đang chạy giữ hạn cũ."),
        admin("approved_by", "Người duyệt", TEXT, 160,
              "Ai đồng ý đổi. Ví dụ: Lê Minh Quân. "
              "Người kiểm tra đọc cột này trước tiên."),
        message("quy định này"),
    ),
)

CALENDAR = Table(
    key="calendar", title="Lịch", code="date",
    columns=(
        admin("date", "Ngày", DAY, 110,
              "Ngày khác với tuần làm việc thường. Ví dụ: 30/4/2026. "
              "Hạn tính bằng ngày làm việc bỏ qua ngày nghỉ."),
        admin("kind", "Loại", choice("day_kind"), 120,
              "Nghỉ hay làm bù. Ví dụ: Nghỉ lễ. "
              "Làm bù thì ngày nghỉ cuối tuần thành ngày làm việc."),
        admin("name", "Tên", TEXT, 260,
              "Nhân dịp gì. Ví dụ: Ngày Chiến thắng. "
              "Tên này hiện trong lời giải thích hạn."),
        admin("hours", "Giờ làm", HOURS, 170,
              "Giờ làm của ngày đó. Ví dụ: 08:00-12:00. "
              "Chỉ cần cho Làm bù và Nửa ngày; để trống là giờ thường."),
        admin("source", "Nguồn", TEXT, 220,
              "Số thông báo. Ví dụ: Thông báo 5015/TB-LĐTBXH. "
              "Ngày do hệ thống điền sẵn ghi là Bộ luật Lao động."),
        admin("checked", "Đã kiểm tra", YES, 100,
              "Đã so với thông báo nghỉ lễ chưa. Ví dụ: Có. "
              "Từ tháng Mười hệ thống nhắc đến khi lịch năm sau có một ô Có."),
        message("ngày này"),
    ),
)

HOURS_TAB = Table(
    key="hours", title="Giờ làm", code="",
    columns=(
        admin("weekday", "Thứ", choice("weekday"), 110,
              "Ngày trong tuần. Ví dụ: Thứ Hai. "
              "Một ngày có thể có nhiều dòng; ngày không có dòng là ngày nghỉ."),
        admin("from", "Từ", TIME, 80,
              "Bắt đầu làm. Ví dụ: 08:00. "
              "Hạn tính bằng giờ làm việc chạy từ lúc này."),
        admin("to", "Đến", TIME, 80,
              "Hết giờ. Ví dụ: 12:00. "
              "Hạn tính bằng ngày làm việc kết thúc lúc hết giờ cuối ngày."),
        message("khoảng giờ này"),
    ),
)
# fmt: on
