"""Remedy: box 2 of the slip: what was found, why it happened, what will be done."""

from __future__ import annotations

from sheets_schema.books.fields import box, director, staff, stamp, unit
from sheets_schema.cells import (
    DAY,
    LINK,
    LONG,
    MOMENT,
    MONEY,
    PAST_MOMENT,
    TEXT,
    YES,
    choice,
    choices,
)

# fmt: off
_ASKED = (
    unit("analysis_at", "Bắt đầu xác minh lúc", PAST_MOMENT, 130,
         "Lúc đơn vị bắt tay xác minh. Ví dụ: 09/03/2026 08:30. "
         "Để trống lâu thì hồ sơ hiện trong thư việc hằng ngày."),
    unit("escalate_why", "Xin chỉ đạo vì", LONG, 220,
         "Vì sao đơn vị không tự giải quyết được. Ví dụ: Vượt định mức bồi hoàn. "
         "Ghi lý do thì hồ sơ được trình lên lãnh đạo phụ trách."),
    unit("ask_text", "Cần khách bổ sung", LONG, 220,
         "Một câu hỏi cho khách. Ví dụ: Xin Quý khách gửi ảnh hoá đơn. "
         "Hỏi xong thì ghi một dòng Diễn biến; hạn xác minh tạm dừng từ lúc hỏi."),
    stamp("ask_at", "Hỏi khách lúc", MOMENT, 130,
          "Lúc hỏi, theo tab Diễn biến. Ví dụ: 09/03/2026 10:00. "
          "Hạn tạm dừng từ lúc này."),
    staff("ask_answered_at", "Khách bổ sung lúc", PAST_MOMENT, 130,
          "Lúc khách trả lời. Ví dụ: 10/03/2026 15:20. "
          "Khách trả lời trên trang tra cứu thì ô này tự có; hạn chạy tiếp."),
)

_VISIT = (
    unit("site_needed", "Cần ra hiện trường", YES, 95,
         "Có hoặc Không. Ví dụ: Có. "
         "Có thì cần ngày đi, số biên bản và chữ ký trước khi kết luận."),
    unit("site_at", "Ra hiện trường lúc", PAST_MOMENT, 130,
         "Lúc xem tại chỗ. Ví dụ: 10/03/2026 09:00. "
         "Hẹn trước với khách; ai đi thì ghi ở Diễn biến."),
    unit("minutes_no", "Số biên bản", TEXT, 115,
         "Số của biên bản xác nhận tình trạng. Ví dụ: BB-2026-017. "
         "Số này được nhắc trong thư trả lời khách."),
    unit("minutes_file", "Tệp biên bản", LINK, 130,
         "Đường dẫn tới bản quét. Ví dụ: BB-2026-017.pdf. "
         "Sửa tệp sau khi ký thì hệ thống báo khác bản đã ký."),
    unit("minutes_signed", "Chữ ký biên bản", choice("minutes_signed"), 140,
         "Ai đã ký. Ví dụ: Hai bên đã ký. "
         "Khách không ký thì nêu lý do ở Căn cứ kết luận."),
)

_FOUND = (
    unit("verdict_why", "Căn cứ kết luận", LONG, 280,
         "Bằng chứng của kết luận. Ví dụ: Nhật ký giao hàng ngày 02/03. "
         "Bắt buộc có; thư trả lời khách dựa vào đây."),
    unit("cause", "Nguyên nhân trực tiếp", LONG, 240,
         "Vì sao sự việc xảy ra. Ví dụ: Lịch giao không chuyển cho ca chiều. "
         "Điền khi kết luận Đúng hoặc Đúng một phần."),
    unit("cause_group", "Nhóm nguyên nhân", choice("cause_group"), 150,
         "Nguyên nhân thuộc loại nào. Ví dụ: Quy trình, quy định. "
         "Chưa rõ thì hệ thống gợi ý mở phiếu khắc phục."),
    unit("remedy_kind", "Loại biện pháp", choices("remedy_kind"), 180,
         "Một hoặc nhiều loại. Ví dụ: Xin lỗi; Bồi thường vật chất. "
         "Loại biện pháp và giá trị quyết định ai được duyệt."),
    unit("remedy_change", "Thay đổi ở điểm nào", choices("remedy_change"), 150,
         "Khi chọn Thay đổi dịch vụ: thay đổi gì. Ví dụ: Con người. "
         "Báo cáo đếm theo từng điểm."),
    unit("remedy", "Phương án xử lý", LONG, 320,
         "Ai làm, làm gì, bao giờ xong. Ví dụ: Kho giao bù sáng 12/03. "
         "Khách được hỏi ý kiến về đúng những lời này."),
    unit("amount", "Giá trị bồi thường", MONEY, 120,
         "Số tiền, từ 0 trở lên. Ví dụ: 1.500.000. "
         "Vượt định mức thì người duyệt tự đổi theo tab Thẩm quyền."),
    unit("remedy_due", "Hạn thực hiện", DAY, 105,
         "Ngày làm xong phương án. Ví dụ: 12/03/2026. "
         "Sau khi duyệt, đây là hạn kế tiếp của hồ sơ."),
)

_AGREED = (
    staff("customer_agree", "Khách đồng ý phương án", choice("customer_agree"), 150,
          "Ý khách về phương án. Ví dụ: Đồng ý. "
          "Khách trả lời trên trang tra cứu thì ô này tự có."),
    staff("agree_at", "Khách trả lời lúc", PAST_MOMENT, 130,
          "Lúc khách cho ý kiến. Ví dụ: 10/03/2026 16:45. "
          "Lần hỏi sau thì ghi lúc mới; lần cũ còn trong nhật ký."),
    staff("agree_how", "Khách trả lời bằng", choice("agree_how"), 120,
          "Bằng cách nào. Ví dụ: Điện thoại. "
          "Văn bản thì kèm đường dẫn ở Diễn biến."),
    staff("asked_at", "Trình duyệt lúc", PAST_MOMENT, 130,
          "Lúc gửi phương án xin duyệt. Ví dụ: 11/03/2026 08:10. "
          "Trình lại sau khi bị trả thì ghi lúc mới."),
    director("decision_note", "Ý kiến khi duyệt", LONG, 220,
             "Lời dặn hoặc lý do trả lại. Ví dụ: Thêm cam kết của kho. "
             "Đơn vị nhận nguyên văn lời này."),
    stamp("decided_at", "Duyệt lúc", MOMENT, 130,
          "Lúc hệ thống thấy quyết định kèm tên. Ví dụ: 11/03/2026 11:30. "
          "Quyết định mới hơn lần trình thì hồ sơ đi tiếp."),
)

VERDICT = (
    unit("verdict", "Kết luận", choice("verdict"), 125,
         "Khiếu nại đúng đến đâu, sau khi xác minh. Ví dụ: Đúng một phần. Chọn Không "
         "đúng thì thư từ chối chờ duyệt; chưa gửi gì cho khách."),
)

FINDING = box("Ô 2 · Xác minh", *_ASKED, *_VISIT)
REMEDY = box("Ô 2 · Nguyên nhân và phương án", *_FOUND, *_AGREED)

DECISION = (
    director("decision", "Quyết định phương án", choice("decision"), 130,
             "Duyệt, Trả lại hoặc Không duyệt. Ví dụ: Duyệt. "
             "Ghi kèm tên Người duyệt; thiếu tên thì chưa được tính."),
    director("decided_by", "Người duyệt", choice("person"), 150,
             "Tên người duyệt. Ví dụ: Lê Minh Quân. "
             "Phải là người được nêu trong tab Thẩm quyền hoặc người thay."),
)
# fmt: on
