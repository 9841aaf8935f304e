"""Slip: the tab F02, one row for each round of handling a complaint (F02-QT912)."""

from __future__ import annotations

from sheets_schema.books.fields import box, derived, director, head, staff, stamp
from sheets_schema.books.outcome import CHECK, CLOSING, EXPLANATION, EXTENSION, RESULT
from sheets_schema.books.remedy import DECISION, FINDING, REMEDY, VERDICT
from sheets_schema.cells import (
    CODE,
    LONG,
    MOMENT,
    NUMBER,
    PAST_MOMENT,
    TEXT,
    YES,
    choice,
    choices,
)
from sheets_schema.columns import Table

# fmt: off
_STANDING = (
    stamp("code", "Số phiếu", CODE, 125,
          "Số của phiếu. Ví dụ: F02-2026-0045. "
          "Mỗi lần xem xét lại có một phiếu mới với số mới."),
    derived("status", "Tình trạng", TEXT, 155,
            "Phiếu đang ở bước nào. Ví dụ: Chờ duyệt phương án. "
            "Tính lại ở mỗi lần rà soát từ những ô đã điền."),
    derived("next_step", "Việc kế tiếp", TEXT, 230,
            "Việc cần làm ngay, bằng một câu. Ví dụ: Ghi Kết luận và Căn cứ. "
            "Ô cần điền đang có nền vàng."),
    derived("waiting_for", "Đang chờ", TEXT, 130,
            "Phiếu đang chờ ai. Ví dụ: Phòng Kho vận. "
            "Thư nhắc được gửi cho người này."),
    derived("next_due", "Hạn kế tiếp", MOMENT, 130,
            "Việc kế tiếp phải xong trước lúc nào. Ví dụ: 11/03/2026 17:00. "
            "Cách tính hạn được giải thích ở cột Hệ thống nhắn."),
    derived("due_flag", "Cảnh báo", TEXT, 125,
            "Phiếu so với hạn. Ví dụ: ◐ Sắp đến hạn. "
            "Lọc theo cột này để thấy việc cần làm trước."),
    derived("message", "Hệ thống nhắn", LONG, 300,
            "Lời hệ thống nói với người đang làm phiếu. Ví dụ: “Thiếu số biên bản”. "
            "Sửa ô được nhắc tới, lời nhắn tự đổi ở lần rà soát sau."),
    stamp("case", "Số sổ F01", CODE, 125,
          "Dòng của khiếu nại này trong Sổ phản hồi. Ví dụ: F01-2026-0123. "
          "Thông tin của khách nằm ở dòng đó."),
    derived("customer_name", "Khách hàng", TEXT, 160,
            "Tên khách, lấy từ Sổ phản hồi. Ví dụ: Nguyễn Văn An. "
            "Sửa tên thì sửa ở Sổ phản hồi."),
    stamp("round", "Lần", NUMBER, 50,
          "Lần xem xét thứ mấy. Ví dụ: 2. "
          "Khách chưa đồng ý hoặc kết quả chưa đạt thì có lần sau."),
    stamp("previous", "Phiếu trước", CODE, 125,
          "Phiếu của lần trước. Ví dụ: F02-2026-0031. "
          "Phiếu trước giữ nguyên, không mở lại."),
)

_CONTENT = box(
    "Ô 1 · Nội dung và chỉ đạo",
    stamp("opened_at", "Mở phiếu lúc", MOMENT, 130,
          "Lúc phiếu được mở. Ví dụ: 06/03/2026 10:00. "
          "Hạn trình tính từ đây."),
    staff("opened_by", "Người lập", choice("person"), 150,
          "Ai lập phiếu. Ví dụ: Trần Thu Hà. "
          "Tên này in ở ô ký thứ nhất của phiếu."),
    staff("issues", "Nội dung khiếu nại", LONG, 320,
          "Tóm lược từng điểm, đánh số. Ví dụ: 1. Giao trễ; 2. Không ai gọi lại. "
          "Thư trả lời phải đáp đủ từng điểm."),
    derived("wanted", "Yêu cầu của khách", TEXT, 180,
            "Điều khách mong, lấy từ Sổ phản hồi. Ví dụ: Xin lỗi. "
            "Đọc trước khi lập phương án."),
    staff("customer_check", "Đã xác minh thông tin khách", YES, 110,
          "Đã xem dịch vụ đang dùng, từ khi nào, công nợ. Ví dụ: Có. "
          "Thông tin công nợ chỉ ghi ở sổ hạn chế."),
    head("submitted_by", "Người trình", choice("person"), 150,
         "Ai trình lãnh đạo. Ví dụ: Phạm Thu Thuỷ. "
         "Chỉ tính khi là Trưởng bộ phận hoặc người thay."),
    staff("submitted_at", "Trình lúc", PAST_MOMENT, 130,
          "Lúc trình. Ví dụ: 06/03/2026 11:00. "
          "Có ô này thì phiếu chuyển sang Chờ chỉ đạo."),
    derived("submitted_to", "Trình tới", TEXT, 150,
            "Người có thẩm quyền theo tab Thẩm quyền. Ví dụ: Giám đốc. "
            "Người này nhận thư xin chỉ đạo."),
    director("direction", "Ý kiến chỉ đạo", LONG, 260,
             "Giải quyết theo hướng nào. Ví dụ: Xác minh tại kho, báo trước thứ Tư. "
             "Đơn vị chủ trì nhận nguyên văn lời này."),
    director("support_units", "Đơn vị phối hợp", choices("unit"), 160,
             "Các đơn vị cùng làm. Ví dụ: Phòng Kỹ thuật; Phòng Kế toán. "
             "Mỗi đơn vị có một việc riêng ở Diễn biến."),
    stamp("directed_at", "Chỉ đạo lúc", MOMENT, 130,
          "Lúc hệ thống thấy có Đơn vị chủ trì. Ví dụ: 06/03/2026 16:30. "
          "Hạn kết luận tính từ đây."),
)

_LEAD = (
    director("lead_unit", "Đơn vị chủ trì", choice("unit"), 150,
             "Đơn vị chịu trách nhiệm xác minh. Ví dụ: Phòng Kho vận. "
             "Chọn xong thì trưởng đơn vị nhận thư giao việc."),
)
# fmt: on

F02 = Table(
    key="f02",
    title="Phiếu khiếu nại",
    columns=(
        *_STANDING,
        *_CONTENT,
        *_LEAD,
        *FINDING,
        *VERDICT,
        *REMEDY,
        *DECISION,
        *RESULT,
        *CHECK,
        *EXPLANATION,
        *CLOSING,
        *EXTENSION,
    ),
    code="code",
    frozen=2,
    unfolded=frozenset({"Ô 1 · Nội dung và chỉ đạo"}),
)
