"""Outcome: box 3 of the slip: what was done, its check, and what prevents another."""

from __future__ import annotations

from dataclasses import replace

from sheets_schema.books.fields import box, customer, derived, head, staff, stamp, unit
from sheets_schema.cells import (
    CODE,
    LINK,
    LONG,
    MOMENT,
    NUMBER,
    PAST_MOMENT,
    TEXT,
    YES,
    choice,
)

# fmt: off
RESULT = box(
    "Ô 3 · Kết quả",
    unit("done_by", "Người thực hiện", choice("person"), 150,
         "Ai làm xong phương án. Ví dụ: Đỗ Quang Huy. "
         "Người này không được tự kiểm tra."),
    unit("done_at", "Thực hiện xong lúc", PAST_MOMENT, 130,
         "Lúc làm xong. Ví dụ: 12/03/2026 11:00. "
         "Có ô này và bằng chứng thì phiếu chờ kiểm tra."),
    unit("done_proof", "Bằng chứng", LINK, 140,
         "Đường dẫn tới ảnh, biên nhận. Ví dụ: bien-nhan-1203.pdf. "
         "Người kiểm tra xem tệp này trước tiên."),
    staff("check_note", "Nhận xét", LONG, 220,
          "Thấy gì khi kiểm tra. Ví dụ: Đã gọi khách, hàng đủ và đúng mẫu. "
          "In ở ô thứ 3 của phiếu."),
    stamp("checked_at", "Kiểm tra lúc", MOMENT, 130,
          "Lúc hệ thống thấy kết quả kèm tên. Ví dụ: 12/03/2026 16:10. "
          "Đạt thì hồ sơ là giải quyết xong từ lúc này."),
    stamp("letter_at", "Gửi thư kết quả lúc", MOMENT, 130,
          "Lúc thư kết quả hoặc thư từ chối được gửi. Ví dụ: 12/03/2026 17:00. "
          "Khách có hạn đề nghị xem xét lại tính từ đây."),
    staff("customer_view", "Ý kiến khách", choice("customer_view"), 125,
          "Khách nghĩ gì về kết quả. Ví dụ: Chấp nhận. "
          "Không đồng ý thì hệ thống mở phiếu mới kèm phiếu này."),
    customer("csat", "Điểm hài lòng", NUMBER, 75,
             "Khách chấm từ 1 đến 5. Ví dụ: 4. "
             "Đến từ đường dẫn trong thư; hỏi qua điện thoại thì ghi tay."),
)

CHECK = (
    staff("check_result", "Kết quả kiểm tra", choice("check_result"), 115,
          "Đạt hoặc Chưa đạt. Ví dụ: Đạt. "
          "Đạt thì gửi thư kết quả; Chưa đạt thì mở phiếu mới."),
    staff("checked_by", "Người kiểm tra", choice("person"), 150,
          "Ai kiểm tra, khác người thực hiện. Ví dụ: Trần Thu Hà. "
          "Thiếu tên thì kết quả chưa được tính."),
)

EXPLANATION = box(
    "Giải trình và phòng ngừa",
    derived("rca_due", "Hạn giải trình", MOMENT, 130,
            "Giải trình phải xong trước lúc nào. Ví dụ: 17/03/2026 17:00. "
            "Tính từ lúc giải quyết xong, theo tab Quy định."),
    unit("rca_at", "Giải trình xong lúc", PAST_MOMENT, 130,
         "Lúc gửi giải trình. Ví dụ: 16/03/2026 14:00. "
         "Lãnh đạo và bộ phận CSKH cùng thấy."),
    unit("root_cause", "Nguyên nhân gốc", LONG, 300,
         "Hỏi vì sao đến nguyên nhân cuối. Ví dụ: Chưa có người nhận lịch ca chiều. "
         "Nguyên nhân gốc là cơ sở của phiếu khắc phục."),
    head("capa_needed", "Cần khắc phục phòng ngừa", YES, 110,
         "Có hoặc Không. Ví dụ: Có. "
         "Có thì mở phiếu khắc phục; Không thì phải nêu lý do."),
    head("capa_why", "Lý do không cần", TEXT, 200,
         "Vì sao không cần khắc phục phòng ngừa. Ví dụ: Sự cố mất điện diện rộng. "
         "Lý do này được in trong hồ sơ."),
    derived("capa_no", "Số phiếu khắc phục", CODE, 120,
            "Phiếu ở tab Khắc phục phòng ngừa. Ví dụ: KP-2026-0007. "
            "Hồ sơ đóng được khi phiếu này đã xác nhận Đạt."),
)

CLOSING = (
    head("closed_by", "Người đóng hồ sơ", choice("person"), 150,
         "Trưởng bộ phận ghi tên để đóng. Ví dụ: Phạm Thu Thuỷ. "
         "Còn thiếu gì thì cột Hệ thống nhắn nói rõ, hồ sơ chưa đóng."),
)

EXTENSION = box(
    "Gia hạn, chuyển ngoài",
    head("extend_to", "Gia hạn đến", MOMENT, 130,
         "Hạn mới, ghi trước khi hạn cũ trôi qua. Ví dụ: 20/03/2026 17:00. "
         "Khách nhận thư báo hạn mới cùng lý do."),
    head("extend_why", "Lý do gia hạn", LONG, 220,
         "Đang vướng gì, nói cụ thể. Ví dụ: Chờ kết quả giám định ngày 18/03. "
         "Khách đọc được lý do này."),
    head("external", "Chuyển cơ quan ngoài", choice("external"), 150,
         "Khách đã nhờ cơ quan nào. Ví dụ: Hội bảo vệ người tiêu dùng. "
         "Hồ sơ được giữ, không vào danh sách xoá."),
    stamp("closed_at", "Đóng phiếu lúc", MOMENT, 130,
          "Lúc phiếu được đóng. Ví dụ: 17/03/2026 09:00. "
          "Phiếu đã đóng không mở lại; việc mới mở phiếu mới."),
    replace(
        stamp("ask_silent_at", "Hết chờ khách lúc", MOMENT, 130,
              "Lúc hết hạn chờ khách bổ sung. Ví dụ: 16/03/2026 17:00. "
              "Hạn của ta chạy tiếp từ lúc này; khách trả lời sau vẫn được ghi."),
        since=2,
    ),
    replace(
        stamp("verdict_at", "Kết luận lúc", MOMENT, 130,
              "Lúc hệ thống thấy kết luận. Ví dụ: 11/03/2026 10:00. "
              "Hạn thống nhất phương án, hạn duyệt thư không chấp nhận tính từ đây."),
        since=3,
    ),
)
# fmt: on
