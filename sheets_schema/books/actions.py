"""Actions: what is done beside the slip: the course of a case, and prevention."""

from __future__ import annotations

from sheets_schema.books.fields import (
    box,
    derived,
    director,
    head,
    message,
    staff,
    stamp,
    unit,
)
from sheets_schema.cells import (
    CODE,
    DAY,
    LINK,
    LONG,
    MOMENT,
    MONEY,
    NUMBER,
    PAST_MOMENT,
    TEXT,
    choice,
    choices,
)
from sheets_schema.columns import Table

# fmt: off
EVENT = Table(
    key="event", title="Diễn biến", code="code",
    columns=(
        stamp("code", "Số", CODE, 125,
              "Số của dòng diễn biến. Ví dụ: DB-2026-0310. "
              "Được cấp khi dòng có số sổ và nội dung."),
        staff("case", "Số sổ F01", CODE, 125,
              "Thuộc hồ sơ nào. Ví dụ: F01-2026-0123. "
              "Mọi dòng cùng số được in chung trong hồ sơ, theo thời gian."),
        staff("at", "Lúc", PAST_MOMENT, 130,
              "Lúc việc xảy ra. Ví dụ: 09/03/2026 10:00. "
              "Để trống thì lấy lúc hệ thống thấy dòng này."),
        staff("kind", "Loại", choice("event_kind"), 130,
              "Việc gì. Ví dụ: Gọi khách. "
              "Giao việc thì đơn vị nhận thư; Bàn giao thì người mới nhận cả hồ sơ."),
        staff("unit", "Đơn vị", choice("unit"), 160,
              "Đơn vị được hỏi hoặc được giao. Ví dụ: Phòng Kỹ thuật. "
              "Mỗi đơn vị một dòng, hạn và trả lời riêng."),
        staff("person", "Người", choice("person"), 150,
              "Ai làm. Ví dụ: Trần Thu Hà. "
              "Bàn giao thì ghi người nhận."),
        staff("text", "Nội dung", LONG, 320,
              "Việc gì, với ai, nói gì. Ví dụ: Gọi hai lần, máy bận; hẹn 15 giờ gọi "
              "lại. Gọi chưa gặp thì hạn phúc đáp vẫn chạy."),
        staff("due", "Hạn", MOMENT, 130,
              "Phải xong trước lúc nào. Ví dụ: 10/03/2026 17:00. "
              "Đến hạn mà chưa xong thì dòng này vào thư việc hằng ngày."),
        unit("done_at", "Xong lúc", PAST_MOMENT, 130,
             "Lúc làm xong hoặc trả lời. Ví dụ: 10/03/2026 11:20. "
             "Có ô này thì việc hết được nhắc."),
        unit("result", "Kết quả", LONG, 260,
             "Làm được gì, trả lời ra sao. Ví dụ: Thống nhất đổi thiết bị. "
             "Người phụ trách đọc cột này để kết luận."),
        message("dòng diễn biến này"),
    ),
)

_STANDING = (
    stamp("code", "Số phiếu", CODE, 120,
          "Số của phiếu khắc phục. Ví dụ: KP-2026-0007. "
          "Nhắc số này trong giao ban."),
    derived("status", "Tình trạng", TEXT, 160,
            "Phiếu đang ở bước nào. Ví dụ: Chờ bằng chứng. "
            "Tính lại ở mỗi lần rà soát."),
    derived("next_step", "Việc kế tiếp", TEXT, 220,
            "Việc cần làm ngay. Ví dụ: Gửi bằng chứng. "
            "Làm xong thì điền ô được nêu."),
    derived("next_due", "Hạn kế tiếp", MOMENT, 130,
            "Phải xong trước lúc nào. Ví dụ: 20/03/2026 17:00. "
            "Quá lúc này thì dòng chuyển màu."),
    derived("due_flag", "Cảnh báo", TEXT, 125,
            "Phiếu so với hạn. Ví dụ: ● Trong hạn. "
            "Lọc theo cột này để thấy việc quá hạn."),
    message("phiếu này"),
)

_PROBLEM = (
    staff("source", "Nguồn", choice("action_source"), 120,
          "Phiếu sinh ra từ đâu. Ví dụ: Khiếu nại. "
          "Báo cáo sáu tháng tách theo nguồn."),
    staff("source_ref", "Liên kết", TEXT, 150,
          "Các hồ sơ liên quan. Ví dụ: F01-2026-0119; F01-2026-0123. "
          "Hồ sơ và phiếu dẫn tới nhau."),
    head("trigger", "Điều kiện mở", choices("trigger"), 160,
         "Vì sao phải mở phiếu. Ví dụ: Lặp lại. "
         "Hệ thống gợi ý, người quyết định."),
    head("issued_by", "Người ra phiếu", choice("person"), 150,
         "Trưởng bộ phận trở lên. Ví dụ: Phạm Thu Thuỷ. "
         "Người không đủ thẩm quyền thì phiếu chưa được tính."),
    unit("problem", "Mô tả vấn đề", LONG, 260,
         "Việc gì lặp lại, ở đâu. Ví dụ: Ba lần giao trễ ở ca chiều. "
         "Viết đủ để người ngoài đơn vị hiểu."),
)

_PLAN = box(
    "Nguyên nhân và kế hoạch",
    unit("root_cause", "Nguyên nhân gốc", LONG, 280,
         "Hỏi vì sao năm lần. Ví dụ: Chưa có người nhận lịch ca chiều. "
         "Biện pháp phải chạm tới nguyên nhân này."),
    unit("cause_group", "Nhóm nguyên nhân", choice("cause_group"), 150,
         "Thuộc loại nào. Ví dụ: Quy trình, quy định. "
         "Báo cáo đếm theo nhóm."),
    unit("kind", "Loại hành động", choice("action_kind"), 120,
         "Khắc phục, Phòng ngừa hay Cải tiến. Ví dụ: Phòng ngừa. "
         "Phòng ngừa thì có kiểm tra hiệu lực."),
    unit("plan", "Hành động và kế hoạch", LONG, 300,
         "Ai làm, làm gì, khi nào, chứng minh bằng gì. Ví dụ: Kho cử người trực ca "
         "chiều từ 01/4. Thiếu một điều thì chưa trình được."),
    unit("unit", "Đơn vị", choice("unit"), 160,
         "Đơn vị chịu trách nhiệm. Ví dụ: Phòng Kho vận. "
         "Trưởng đơn vị nhận thư nhắc."),
    unit("owner", "Người phụ trách", choice("person"), 150,
         "Ai làm. Ví dụ: Đỗ Quang Huy. "
         "Người này không tự xác nhận được."),
    derived("propose_due", "Hạn đề xuất", MOMENT, 130,
            "Phải đề xuất trước lúc nào. Ví dụ: 17/03/2026 17:00. "
            "Tính từ lúc giải quyết xong, theo tab Quy định."),
    unit("proposed_at", "Đề xuất lúc", PAST_MOMENT, 130,
         "Lúc trình kế hoạch. Ví dụ: 16/03/2026 14:00. "
         "Trình lại thì ghi lúc mới."),
    unit("plan_due", "Hạn hoàn thành", DAY, 110,
         "Ngày làm xong. Ví dụ: 01/4/2026. "
         "Sau khi duyệt, đây là hạn kế tiếp."),
    unit("cost", "Chi phí", MONEY, 120,
         "Dự kiến tốn bao nhiêu. Ví dụ: 5.000.000. "
         "Lãnh đạo xem cùng kế hoạch."),
    head("meeting", "Trình họp", choice("meeting"), 150,
         "Đưa ra cuộc họp nào. Ví dụ: Giao ban tuần. "
         "Phiếu tự vào gói tài liệu của cuộc họp đó."),
)

_DECISION = (
    director("decision", "Quyết định", choice("decision"), 120,
             "Duyệt, Trả lại hoặc Không duyệt. Ví dụ: Duyệt. "
             "Ghi kèm tên; thiếu tên thì chưa được tính."),
    director("decided_by", "Người duyệt", choice("person"), 150,
             "Ai duyệt. Ví dụ: Lê Minh Quân. "
             "Phải là người có thẩm quyền hoặc người thay."),
)

_DONE = box(
    "Thực hiện và bằng chứng",
    stamp("decided_at", "Duyệt lúc", MOMENT, 130,
          "Lúc hệ thống thấy quyết định kèm tên. Ví dụ: 18/03/2026 09:00. "
          "Việc thực hiện bắt đầu từ đây."),
    unit("done_by", "Người thực hiện", choice("person"), 150,
         "Ai làm xong. Ví dụ: Đỗ Quang Huy. "
         "Người xác nhận phải là người khác."),
    unit("done_at", "Hoàn thành lúc", PAST_MOMENT, 130,
         "Lúc làm xong. Ví dụ: 01/4/2026 17:00. "
         "Hạn gửi bằng chứng tính từ đây."),
    derived("proof_due", "Hạn bằng chứng", MOMENT, 130,
            "Phải gửi bằng chứng trước lúc nào. Ví dụ: 06/4/2026 17:00. "
            "Tính theo tab Quy định."),
    unit("proof", "Bằng chứng", LINK, 150,
         "Đường dẫn tới ảnh, biên bản. Ví dụ: lich-truc-ca-chieu.pdf. "
         "Người xác nhận xem tệp này."),
    unit("proof_at", "Gửi bằng chứng lúc", PAST_MOMENT, 130,
         "Lúc gửi. Ví dụ: 03/4/2026 10:00. "
         "Có ô này thì phiếu chờ xác nhận."),
)

_VERIFIED = (
    staff("verified", "Xác nhận hoàn thành", choice("check_result"), 125,
          "Đạt hoặc Chưa đạt. Ví dụ: Đạt. "
          "Chưa đạt thì đơn vị làm tiếp."),
    staff("verified_by", "Người xác nhận", choice("person"), 150,
          "Ai xác nhận, khác người thực hiện. Ví dụ: Trần Thu Hà. "
          "Thiếu tên thì chưa được tính."),
)

_EFFECT = box(
    "Hiệu lực",
    derived("effect_due", "Ngày kiểm tra hiệu lực", DAY, 115,
            "Ngày xem vấn đề có tái diễn không. Ví dụ: 30/6/2026. "
            "Tính theo tab Quy định."),
    derived("recurred", "Tái diễn từ khi xong", NUMBER, 95,
            "Số phản hồi cùng dịch vụ và nhóm vấn đề. Ví dụ: 0. "
            "Số này là căn cứ để nói có hiệu lực hay không."),
    head("effective", "Có hiệu lực", choice("effective"), 120,
         "Có, Không hoặc Chưa đủ dữ liệu. Ví dụ: Có. "
         "Không thì mở phiếu mới nối với phiếu này."),
)
# fmt: on

ACTION = Table(
    key="action",
    title="Khắc phục phòng ngừa",
    columns=(
        *_STANDING,
        *_PROBLEM,
        *_PLAN,
        *_DECISION,
        *_DONE,
        *_VERIFIED,
        *_EFFECT,
    ),
    code="code",
    frozen=2,
    unfolded=frozenset({"Nguyên nhân và kế hoạch"}),
)
