"""Answers: the tabs of a survey's invitations and of what came back."""

from __future__ import annotations

from dataclasses import replace

from sheets_schema.books.fields import admin, customer, derived, message, staff, stamp
from sheets_schema.cells import (
    CODE,
    EMAIL,
    LONG,
    MOMENT,
    NUMBER,
    PAST_MOMENT,
    TEXT,
    YES,
    choice,
)
from sheets_schema.columns import Column, Table

ANSWERS = 40
"""How many questions an answer row has columns for: ``q1`` … ``q40``."""

_MARK = replace(TEXT, name="trả lời", format="General")

# fmt: off
INVITE = Table(
    key="invite", title="Lời mời", code="id",
    columns=(
        stamp("id", "Mã mời", CODE, 120,
              "Mã của lời mời. Ví dụ: LM-2026-0420. "
              "Mỗi khách trong một đợt có một mã."),
        staff("campaign", "Đợt", choice("campaign"), 115,
              "Thuộc đợt nào. Ví dụ: KS-2026-0001. "
              "Đếm vào số mời của đợt đó."),
        staff("customer", "Mã khách hàng", CODE, 115,
              "Mã trong tab Khách hàng. Ví dụ: KH-000123. "
              "Danh sách được giữ nguyên khi đợt bắt đầu."),
        staff("name", "Tên khách hàng", TEXT, 190,
              "Tên ghi trong thư mời. Ví dụ: Nguyễn Văn An. "
              "Sửa trước khi gửi nếu sai."),
        staff("email", "Email", EMAIL, 190,
              "Nơi nhận thư mời. Ví dụ: an@example.com. "
              "Không có thì nhân viên gọi điện."),
        staff("segment", "Nhóm khách", TEXT, 120,
              "Nhóm lúc mời. Ví dụ: Truyền thống. "
              "Báo cáo chia theo nhóm này."),
        staff("keeper", "Nhân viên bám sát", TEXT, 150,
              "Ai chăm sóc khách. Ví dụ: Trần Thu Hà. "
              "Người này gọi khi thư bị trả lại."),
        stamp("sent_at", "Gửi lúc", MOMENT, 130,
              "Lúc gửi thư mời. Ví dụ: 06/10/2026 09:00. "
              "Trống là chưa gửi."),
        stamp("remind_1_at", "Nhắc lần 1 lúc", MOMENT, 130,
              "Lúc nhắc lần đầu. Ví dụ: 13/10/2026 09:00. "
              "Người đã trả lời không bị nhắc."),
        stamp("remind_2_at", "Nhắc lần 2 lúc", MOMENT, 130,
              "Lúc nhắc lần cuối. Ví dụ: 20/10/2026 09:00. "
              "Sau lần này không nhắc nữa."),
        staff("delivery", "Kết quả gửi", choice("delivery"), 120,
              "Thư có đến không. Ví dụ: Trả lại. "
              "Từ chối nhận thì khách không được mời lại."),
        derived("answered", "Đã trả lời", YES, 90,
                "Có hoặc Không. Ví dụ: Có. "
                "Lấy từ tab Câu trả lời."),
        stamp("answered_at", "Trả lời lúc", MOMENT, 130,
              "Lúc khách gửi phiếu. Ví dụ: 07/10/2026 20:15. "
              "Trống là chưa trả lời."),
        staff("extra_channel", "Kênh bổ sung", choice("answer_source"), 120,
              "Hỏi thêm bằng cách nào. Ví dụ: Điện thoại. "
              "Câu trả lời gõ vào tab Câu trả lời."),
        staff("note", "Ghi chú", LONG, 200,
              "Điều cần nhớ. Ví dụ: Xin gọi sau 17 giờ. "
              "Chỉ nhân viên thấy."),
        message("lời mời này"),
    ),
)
# fmt: on


def _answer(number: int) -> Column:
    note = (
        f"Khách trả lời câu q{number} ở tab Câu hỏi. Ví dụ: 4. "
        "Phiếu giấy và điện thoại thì gõ vào đây; để trống là không trả lời."
    )
    return customer(f"q{number}", f"Câu {number}", _MARK, 90, note)


# fmt: off
ANSWER = Table(
    key="answer", title="Câu trả lời", code="id",
    columns=(
        stamp("id", "Mã trả lời", CODE, 120,
              "Mã của phiếu. Ví dụ: TL-2026-0131. "
              "Bấm từ con số trong báo cáo thì tới các phiếu này."),
        staff("campaign", "Đợt", choice("campaign"), 115,
              "Thuộc đợt nào. Ví dụ: KS-2026-0001. "
              "Để trống thì tính theo ngày trả lời."),
        staff("customer", "Mã khách hàng", CODE, 115,
              "Ai trả lời. Ví dụ: KH-000123. "
              "Người chăm sóc liên hệ lại nếu khách chưa hài lòng."),
        staff("at", "Trả lời lúc", PAST_MOMENT, 130,
              "Lúc trả lời. Ví dụ: 07/10/2026 20:15. "
              "Phiếu giấy thì ghi ngày nhận."),
        staff("source", "Nguồn", choice("answer_source"), 110,
              "Trả lời bằng cách nào. Ví dụ: Phiếu giấy. "
              "Dòng có nguồn Web thì xin đừng sửa."),
        *(_answer(number) for number in range(1, ANSWERS + 1)),
        derived("call_back", "Muốn được gọi lại", YES, 100,
                "Khách có muốn được liên hệ lại không. Ví dụ: Có. "
                "Có thì người chăm sóc nhận việc gọi lại."),
        derived("complete", "Hoàn thành (%)", NUMBER, 95,
                "Trả lời được mấy phần câu hỏi. Ví dụ: 100. "
                "Dưới 50 thì không tính là đã trả lời."),
        admin("segment", "Nhóm khách", TEXT, 120,
              "Nhóm lúc gửi. Ví dụ: Truyền thống. "
              "Báo cáo chia theo nhóm này."),
        admin("area", "Địa bàn", TEXT, 120,
              "Địa bàn lúc gửi. Ví dụ: Hà Nội. "
              "Báo cáo chia theo địa bàn này."),
        admin("service", "Dịch vụ", TEXT, 140,
              "Dịch vụ lúc gửi. Ví dụ: Giao hàng, lắp đặt. "
              "Báo cáo chia theo dịch vụ này."),
        message("phiếu này"),
    ),
)
# fmt: on
