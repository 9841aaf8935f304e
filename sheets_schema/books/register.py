"""Register: the tab F01, one row for each thing a customer told us (F01-QT912)."""

from __future__ import annotations

from dataclasses import replace

from sheets_schema.books.arrival import CASE, INTAKE, SENDER, SERVICE, STORY
from sheets_schema.books.fields import box, derived, director, head, staff, stamp
from sheets_schema.cells import (
    CODE,
    DAY,
    LONG,
    MOMENT,
    NUMBER,
    PAST_MOMENT,
    TEXT,
    choice,
)
from sheets_schema.columns import Table

# fmt: off
_STANDING = (
    stamp("code", "Số sổ", CODE, 125,
          "Số của phản hồi trong sổ. Ví dụ: F01-2026-0123. "
          "Số không nhảy và không dùng lại; nội bộ gọi hồ sơ bằng số này."),
    derived("status", "Tình trạng", TEXT, 150,
            "Hồ sơ đang ở bước nào. Ví dụ: Đang xác minh. "
            "Tính lại ở mỗi lần rà soát từ những ô đã điền, không cần gõ."),
    derived("next_step", "Việc kế tiếp", TEXT, 230,
            "Việc cần làm ngay, bằng một câu. Ví dụ: Phúc đáp khách. "
            "Làm xong thì điền ô được nêu; ô đó đang có nền vàng."),
    derived("waiting_for", "Đang chờ", TEXT, 130,
            "Hồ sơ đang chờ ai. Ví dụ: Trần Thu Hà. "
            "Thư nhắc được gửi cho người này."),
    derived("next_due", "Hạn kế tiếp", MOMENT, 130,
            "Việc kế tiếp phải xong trước lúc nào. Ví dụ: 07/03/2026 09:42. "
            "Cách tính hạn được giải thích ở cột Hệ thống nhắn."),
    derived("due_flag", "Cảnh báo", TEXT, 125,
            "Hồ sơ so với hạn. Ví dụ: ▲ Quá hạn. "
            "Lọc theo cột này để thấy việc quá hạn hoặc sắp đến hạn."),
    derived("message", "Hệ thống nhắn", LONG, 300,
            "Lời hệ thống nói với người đang làm hồ sơ. Ví dụ: “Còn thiếu: Phân loại”. "
            "Sửa ô được nhắc tới, lời nhắn tự đổi ở lần rà soát sau."),
    replace(
        stamp("track_code", "Mã tra cứu", CODE, 105,
              "Mã 10 chữ số đọc cho khách. Ví dụ: 4829 153 076. "
              "Khách dùng mã này cùng 4 số cuối điện thoại để theo dõi phản hồi."),
        grouped=True,
    ),
)

_REPLY = (
    staff("summary", "Tóm tắt", TEXT, 240,
          "Việc gì, trong 120 ký tự, không nêu tên khách. Ví dụ: Giao hàng trễ. "
          "Câu này vào báo cáo và tiêu đề thư nội bộ."),
    staff("topic", "Nhóm vấn đề", choice("topic"), 150,
          "Phản hồi nói về điều gì. Ví dụ: Chậm trễ. "
          "Ba phản hồi cùng dịch vụ và nhóm vấn đề sẽ gợi ý mở phiếu khắc phục."),
    staff("replied_at", "Phúc đáp lúc", PAST_MOMENT, 130,
          "Lúc đã nói chuyện được với khách lần đầu. Ví dụ: 06/03/2026 14:20. "
          "Gọi mà chưa gặp thì ghi ở tab Diễn biến; hạn phúc đáp dừng khi có ô này."),
)

_REPLY_MORE = box(
    "Phúc đáp và lời hẹn",
    staff("replied_by", "Người phúc đáp", choice("person"), 150,
          "Ai đã trả lời khách. Ví dụ: Trần Thu Hà. "
          "Khách gọi lại thì nối máy tới người này."),
    staff("replied_how", "Hình thức phúc đáp", choice("replied_how"), 130,
          "Trả lời bằng cách nào. Ví dụ: Gọi điện. "
          "Khác ý khách muốn thì ghi lý do ở Ghi chú nội bộ."),
    staff("promised_at", "Hẹn xong trước", MOMENT, 130,
          "Lúc đã hẹn khách là xong mọi việc. Ví dụ: 13/03/2026 17:00. "
          "Ghi vào đây thì có thêm một hạn, hệ thống nhắc như các hạn khác."),
)

_LEADER = (
    director("leader_decision", "Quyết định góp ý", choice("leader_decision"), 140,
             "Lãnh đạo làm gì với góp ý. Ví dụ: Áp dụng một phần. "
             "Chọn xong và ghi tên Người quyết định thì khách được trả lời."),
    director("leader_by", "Người quyết định", choice("person"), 150,
             "Tên người quyết định góp ý. Ví dụ: Lê Minh Quân. "
             "Quyết định chỉ được tính khi có tên người có thẩm quyền."),
    director("leader_note", "Ý kiến lãnh đạo", LONG, 240,
             "Lý do và cách làm. Ví dụ: Thử ở một cơ sở trong tháng Tư. "
             "Lý do thật được nêu trong thư trả lời khách."),
    stamp("slip", "Số phiếu F02", CODE, 130,
          "Phiếu xử lý của khiếu nại này. Ví dụ: F02-2026-0045. "
          "Mở một lần duy nhất; việc xác minh, xử lý ghi ở phiếu đó."),
)

_RESULT = box(
    "Kết quả và tái diễn",
    derived("outcome", "Kết quả", TEXT, 130,
            "Hồ sơ kết thúc ra sao. Ví dụ: Đúng một phần. "
            "Lấy từ kết luận của phiếu F02 hoặc quyết định góp ý."),
    derived("kept", "Giữ lời hẹn", TEXT, 95,
            "Đúng hẹn hay Trễ hẹn với khách. Ví dụ: Đúng hẹn. "
            "Để trống khi chưa chắc chắn; báo cáo đếm theo cột này."),
    derived("csat", "Hài lòng", NUMBER, 75,
            "Điểm khách chấm sau khi giải quyết, 1 đến 5. Ví dụ: 4. "
            "Điểm 1 hoặc 2 thì người phụ trách và Giám đốc được báo."),
    derived("repeats_12m", "Số lần 12 tháng", NUMBER, 85,
            "Khách này phản hồi mấy lần trong 12 tháng. Ví dụ: 3. "
            "Nhiều lần thì đọc lại các hồ sơ trước khi gọi khách."),
    derived("similar_6m", "Cùng vấn đề 6 tháng", NUMBER, 95,
            "Số phản hồi cùng dịch vụ và nhóm vấn đề trong 6 tháng. Ví dụ: 4. "
            "Đủ số trong tab Quy định thì hệ thống gợi ý mở phiếu khắc phục."),
)

_LESSON = (
    staff("lesson", "Bài học", LONG, 240,
          "Điều lần sau làm khác đi. Ví dụ: Gọi báo trước khi đổi giờ giao. "
          "Hiện lại cho người ghi một phản hồi tương tự."),
)

_MOMENTS = box(
    "Mốc thời gian và lưu hồ sơ",
    stamp("logged_at", "Vào sổ lúc", MOMENT, 130,
          "Lúc dòng này được cấp số. Ví dụ: 06/03/2026 09:43. "
          "So với Nhận lúc để biết ghi sổ chậm bao lâu."),
    stamp("taken_at", "Tiếp nhận lúc", MOMENT, 130,
          "Lúc hệ thống thấy có Người phụ trách. Ví dụ: 06/03/2026 09:55. "
          "Hạn tiếp nhận dừng ở đây."),
    stamp("handled_at", "Giải quyết xong lúc", MOMENT, 130,
          "Lúc kết quả đạt, hoặc đã trả lời xong. Ví dụ: 12/03/2026 16:10. "
          "Hạn giải trình tính từ đây."),
    stamp("closed_at", "Đóng hồ sơ lúc", MOMENT, 130,
          "Lúc hồ sơ đủ mọi thứ và được đóng. Ví dụ: 17/03/2026 09:00. "
          "Thời gian lưu hồ sơ tính từ đây."),
    staff("withdrawn_at", "Khách rút lúc", PAST_MOMENT, 130,
          "Lúc khách nói không cần giải quyết nữa. Ví dụ: 09/03/2026 10:30. "
          "Hạn dừng lại; công ty vẫn tự xem nguyên nhân."),
    stamp("imported_at", "Nhập từ sổ cũ lúc", MOMENT, 130,
          "Lúc dòng được chép từ sổ cũ sang. Ví dụ: 02/01/2026 08:00. "
          "Dòng nhập không có hạn, không mở phiếu, không gửi thư."),
    derived("keep_until", "Lưu đến", DAY, 100,
            "Ngày hết hạn lưu. Ví dụ: 17/03/2028. "
            "Sau ngày này hệ thống đưa hồ sơ vào danh sách chờ duyệt xoá."),
    head("hold", "Giữ hồ sơ vì", choice("hold"), 150,
         "Lý do chưa được xoá dù hết hạn lưu. Ví dụ: Đang tranh chấp. "
         "Còn lý do thì hồ sơ được giữ nguyên."),
)

_NOTE = (
    staff("note", "Ghi chú nội bộ", LONG, 240,
          "Điều đồng nghiệp cần biết, khách không thấy. Ví dụ: Khách nghe máy bằng "
          "tiếng Anh. Không ghi thông tin sức khoẻ hay công nợ ở đây."),
)
# fmt: on

F01 = Table(
    key="f01",
    title="Sổ phản hồi",
    columns=(
        *_STANDING,
        *CASE,
        *SENDER,
        *SERVICE,
        *STORY,
        *_REPLY,
        *_REPLY_MORE,
        *_LEADER,
        *_RESULT,
        *_LESSON,
        *INTAKE,
        *_NOTE,
        *_MOMENTS,
    ),
    code="code",
    frozen=2,
    unfolded=frozenset({"Phúc đáp và lời hẹn"}),
    printed=(("code", "track_code"), ("kind", "description")),
)
