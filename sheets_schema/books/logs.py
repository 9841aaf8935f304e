"""Logs: what was sent, what was changed, and what customers consented to."""

from __future__ import annotations

from sheets_schema.books.fields import customer, derived, staff, stamp
from sheets_schema.cells import (
    CODE,
    LONG,
    MOMENT,
    NUMBER,
    PAST_MOMENT,
    TEXT,
    YES,
    choice,
)
from sheets_schema.columns import Table

# fmt: off
CONSENT = Table(
    key="consent", title="Đồng ý dữ liệu", code="code",
    columns=(
        stamp("code", "Số", CODE, 120,
              "Số của lần đồng ý. Ví dụ: DY-2026-0123. "
              "Đưa ra số này khi khách hỏi mình đã đồng ý điều gì."),
        staff("case", "Số sổ F01", CODE, 125,
              "Phản hồi liên quan. Ví dụ: F01-2026-0123. "
              "Để trống nếu khách trả lời khảo sát."),
        customer("person", "Người đồng ý", TEXT, 180,
                 "Tên hoặc cách liên hệ của khách. Ví dụ: Nguyễn Văn An. "
                 "Mỗi mục đích là một dòng riêng."),
        customer("purpose", "Mục đích", choice("purpose"), 160,
                 "Đồng ý cho việc gì. Ví dụ: Nhận khảo sát. "
                 "Chỉ được dùng dữ liệu cho đúng việc này."),
        stamp("version", "Bản thông báo", TEXT, 110,
              "Bản thông báo khách đã đọc. Ví dụ: 2026-01. "
              "Sửa thông báo thì lần sau có bản mới."),
        stamp("wording", "Lời đã hiện", LONG, 320,
              "Nguyên văn lời khách đã thấy. Ví dụ: “Tôi đồng ý nhận phiếu tư vấn”. "
              "Đây là bằng chứng, không sửa."),
        staff("at", "Lúc", PAST_MOMENT, 130,
              "Lúc khách trả lời. Ví dụ: 06/03/2026 09:42. "
              "Đồng ý qua điện thoại thì ghi lúc gọi."),
        staff("channel", "Kênh", choice("channel"), 115,
              "Đồng ý bằng cách nào. Ví dụ: Điện thoại. "
              "Qua điện thoại thì đọc lời thông báo ở tab Hướng dẫn trước."),
        customer("given", "Đồng ý", YES, 80,
                 "Có hoặc Không. Ví dụ: Có. "
                 "Không thì hệ thống không dùng dữ liệu cho mục đích đó."),
        staff("withdrawn_at", "Rút lại lúc", PAST_MOMENT, 130,
              "Lúc khách rút lại. Ví dụ: 12/05/2026 10:00. "
              "Việc đã làm trước đó vẫn đúng; từ lúc này thì dừng."),
    ),
)

SENT = Table(
    key="sent", title="Nhật ký thư", code="key", log=True,
    columns=(
        stamp("at", "Thời điểm", MOMENT, 130,
              "Lúc thư được xếp vào hàng gửi. Ví dụ: 06/03/2026 09:43. "
              "Thư chờ giờ làm việc thì gửi sau lúc này."),
        stamp("letter", "Mã thư", CODE, 75,
              "Mẫu trong tab Mẫu thư. Ví dụ: C01. "
              "Mã C gửi khách, mã N gửi nội bộ."),
        stamp("to", "Người nhận", TEXT, 200,
              "Địa chỉ nhận thư. Ví dụ: an@example.com. "
              "Sai địa chỉ thì sửa ở dòng gốc, thư gửi lại một lần."),
        stamp("role", "Vai trò", TEXT, 130,
              "Vì sao người này nhận. Ví dụ: Người phụ trách. "
              "Không có ai giữ vai trò thì thư về trưởng đơn vị."),
        stamp("ref", "Đối tượng", CODE, 125,
              "Hồ sơ được nói tới. Ví dụ: F01-2026-0123. "
              "Lọc theo số này để thấy mọi thư của một hồ sơ."),
        stamp("clock", "Mốc", CODE, 75,
              "Hạn nào gây ra thư. Ví dụ: k2. "
              "Khoá trong tab Quy định."),
        stamp("n", "Lần", NUMBER, 50,
              "Nhắc lần thứ mấy. Ví dụ: 1. "
              "Mỗi lần chỉ gửi một thư."),
        stamp("subject", "Tiêu đề", TEXT, 320,
              "Tiêu đề đã gửi. Ví dụ: [Quá hạn] F01-2026-0123. "
              "Nội dung thư nằm trong hộp thư của công ty."),
        derived("result", "Kết quả", TEXT, 150,
                "Thư ra sao. Ví dụ: Đã gửi. Lưu thành tệp là chưa gửi đi đâu. "
                "Lỗi thì hệ thống tự thử lại vào lúc ghi ở cột Gửi lại lúc."),
        stamp("key", "Khoá chống trùng", CODE, 220,
              "Mỗi lý do gửi có một khoá. Ví dụ: k2-F01-2026-0123-1. "
              "Nhờ khoá này một thư không gửi hai lần."),
        stamp("msg_id", "Mã thư máy chủ", CODE, 220,
              "Mã ghi trên thư. Ví dụ: <k2-1@example.com>. "
              "Dùng khi hỏi người quản trị hộp thư."),
        derived("error", "Lỗi", TEXT, 260,
                "Máy chủ thư nói gì. Ví dụ: Hộp thư đầy. "
                "Người quản trị xem cột này trước tiên."),
        derived("retry_at", "Gửi lại lúc", MOMENT, 130,
                "Lúc thử gửi lần nữa. Ví dụ: 06/03/2026 10:15. "
                "Trống là không còn chờ gửi."),
    ),
)

CHANGED = Table(
    key="changed", title="Nhật ký thay đổi", code="seq", log=True,
    columns=(
        stamp("seq", "Số thứ tự", NUMBER, 80,
              "Đếm từ 1, không bỏ số. Ví dụ: 1208. "
              "Dòng quá 90 ngày nhường chỗ cho dòng mới; thiếu số khác là ai đã xoá."),
        stamp("at", "Thời điểm", MOMENT, 130,
              "Lúc hệ thống thấy thay đổi. Ví dụ: 06/03/2026 09:56. "
              "Người gõ sớm hơn lúc này nhiều nhất một lần rà soát."),
        stamp("tab", "Tab", TEXT, 110,
              "Ở tab nào. Ví dụ: Sổ phản hồi. "
              "Chỉ ghi những tab làm việc."),
        stamp("row", "Dòng", CODE, 125,
              "Số của dòng. Ví dụ: F01-2026-0123. "
              "Lọc theo số này để thấy cả đời của một hồ sơ."),
        stamp("column", "Cột", TEXT, 140,
              "Cột nào đổi. Ví dụ: Người phụ trách. "
              "Ghi theo tên cột khi đó."),
        stamp("old", "Trước", LONG, 200,
              "Giá trị cũ. Ví dụ: (trống). "
              "Muốn lấy lại thì chép từ đây."),
        stamp("new", "Sau", LONG, 200,
              "Giá trị mới. Ví dụ: Trần Thu Hà. "
              "Đây là điều đang có trong sổ."),
        stamp("via", "Nguồn", TEXT, 120,
              "Đổi từ đâu. Ví dụ: Bảng tính. "
              "Hệ thống nghĩa là do một lần rà soát."),
        stamp("who", "Người", TEXT, 150,
              "Ai đổi, nếu biết. Ví dụ: Trần Thu Hà. "
              "Gõ thẳng vào bảng tính thì không biết được là ai."),
        stamp("who_sure", "Độ chắc chắn", TEXT, 150,
              "Biết chắc đến đâu. Ví dụ: Theo liên kết. "
              "Không rõ thì xem lịch sử ô của bảng tính."),
        stamp("why", "Lý do", TEXT, 220,
              "Vì sao đổi. Ví dụ: Khôi phục dòng bị xoá. "
              "Người gõ không phải ghi lý do ở đây."),
        stamp("chain", "Mã nối", CODE, 150,
              "Mã nối với dòng trước. Ví dụ: 7f3a91c4. "
              "Mã không khớp là dòng trước đã bị sửa."),
    ),
)
# fmt: on
