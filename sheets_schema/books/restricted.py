"""Restricted: the book with what only a few may see (M18, M39)."""

from __future__ import annotations

from sheets_schema.books.fields import director, head, message, stamp
from sheets_schema.cells import CODE, LONG, MONEY, PAST_DAY, PAST_MOMENT, TEXT, choice
from sheets_schema.columns import Book, Table

# fmt: off
CONDUCT = Table(
    key="conduct", title="Thái độ và cam kết", code="code",
    columns=(
        stamp("code", "Số", CODE, 120,
              "Số của hồ sơ hạn chế. Ví dụ: HC-2026-0004. "
              "Sổ phản hồi không nhắc tới tên ai trong hồ sơ này."),
        head("case", "Số sổ F01", CODE, 125,
             "Khiếu nại liên quan. Ví dụ: F01-2026-0123. "
             "Ở sổ chung chỉ thấy là có hồ sơ hạn chế."),
        head("persons", "Người bị phản ánh", TEXT, 200,
             "Cá nhân khách nêu. Ví dụ: Hoàng Văn Bình. "
             "Chỉ những người mở được sổ này thấy tên."),
        head("managers", "Quản lý liên đới", TEXT, 200,
             "Các cấp quản lý trực tiếp. Ví dụ: Đỗ Quang Huy. "
             "Cùng giải trình trước lãnh đạo."),
        head("statement", "Giải trình", LONG, 300,
             "Lời của người bị phản ánh. Ví dụ: Xác nhận đã cắt lời khách. "
             "Ghi nguyên văn, có ngày."),
        head("heard_at", "Làm việc lúc", PAST_MOMENT, 130,
             "Lúc làm việc với những người liên quan. Ví dụ: 10/03/2026 14:00. "
             "Lãnh đạo quyết sau buổi này."),
        director("outcome", "Kết quả xử lý", LONG, 240,
                 "Xử lý thế nào theo quy định. Ví dụ: Nhắc nhở, học lại kỹ năng. "
                 "Không chép sang sổ chung."),
        director("decided_by", "Người quyết định", choice("person"), 150,
                 "Ai quyết. Ví dụ: Lê Minh Quân. "
                 "Thiếu tên thì kết quả chưa được tính."),
        stamp("decided_at", "Quyết định lúc", PAST_MOMENT, 130,
              "Lúc hệ thống thấy kết quả kèm tên. Ví dụ: 11/03/2026 09:00. "
              "Báo cáo chỉ đếm, không nêu tên."),
        message("hồ sơ này"),
    ),
)

FINANCE = Table(
    key="finance", title="Tài chính khách hàng", code="customer",
    columns=(
        head("customer", "Mã khách hàng", CODE, 120,
             "Mã trong tab Khách hàng. Ví dụ: KH-000123. "
             "Mỗi khách một dòng."),
        head("state", "Tình trạng tài chính", choice("finance_state"), 150,
             "Có vướng mắc tài chính không. Ví dụ: Có công nợ. "
             "Chưa kiểm tra thì chọn đúng như vậy, đừng để trống."),
        head("amount", "Số tiền", MONEY, 130,
             "Số tiền còn vướng. Ví dụ: 12.500.000. "
             "Để trống nếu không rõ."),
        head("note", "Ghi chú", LONG, 280,
             "Vướng ở đâu. Ví dụ: Hoá đơn tháng Hai chờ đối chiếu. "
             "Không nhắc trong thư gửi khách."),
        head("checked_by", "Người kiểm tra", choice("person"), 150,
             "Ai đã xem. Ví dụ: Vũ Thị Lan. "
             "Hỏi người này khi cần rõ hơn."),
        head("checked_on", "Ngày kiểm tra", PAST_DAY, 110,
             "Xem ngày nào. Ví dụ: 09/03/2026. "
             "Lâu quá thì xem lại trước khi trả lời khách."),
        message("khách này"),
    ),
)
# fmt: on

RESTRICTED = Book(
    key="restricted",
    title="Hồ sơ hạn chế",
    file="han-che.xlsx",
    tables=(CONDUCT, FINANCE),
)
