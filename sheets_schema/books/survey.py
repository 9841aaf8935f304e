"""Survey: the book of the yearly survey: campaigns, questions, guests, answers."""

from __future__ import annotations

from sheets_schema.books.answers import ANSWER, INVITE
from sheets_schema.books.fields import box, derived, head, message, staff, stamp
from sheets_schema.cells import CODE, DAY, LONG, NUMBER, TEXT, YES, choice
from sheets_schema.columns import Book, Table

# fmt: off
CAMPAIGN = Table(
    key="campaign", title="Đợt khảo sát", code="id", frozen=2,
    columns=(
        stamp("id", "Mã đợt", CODE, 100,
              "Mã của đợt. Ví dụ: KS-2026-0001. "
              "Lời mời và câu trả lời ghi theo mã này."),
        staff("name", "Tên đợt", TEXT, 240,
              "Tên. Ví dụ: Phiếu tư vấn chăm sóc khách hàng 2026. "
              "In ở đầu báo cáo."),
        staff("start", "Bắt đầu", DAY, 105,
              "Ngày gửi thư mời. Ví dụ: 06/10/2026. "
              "Nên là thứ Ba đến thứ Năm; năm của đợt lấy theo ngày này."),
        staff("remind_1", "Nhắc lần 1", DAY, 105,
              "Ngày nhắc những ai chưa trả lời. Ví dụ: 13/10/2026. "
              "Để trống thì theo tab Quy định."),
        staff("remind_2", "Nhắc lần 2", DAY, 105,
              "Ngày nhắc lần cuối. Ví dụ: 20/10/2026. "
              "Để trống thì theo tab Quy định."),
        staff("end", "Kết thúc", DAY, 105,
              "Ngày cuối nhận trả lời. Ví dụ: 27/10/2026. "
              "Sau ngày này hệ thống lập tổng hợp."),
        staff("segment", "Nhóm khách", TEXT, 130,
              "Mời nhóm nào. Ví dụ: Truyền thống. "
              "Danh sách mời lấy từ tab Khách hàng và được giữ nguyên."),
        staff("signer", "Người ký thư", TEXT, 160,
              "Ai đứng tên mời. Ví dụ: Lê Minh Quân. "
              "Tên này đứng cuối thư mời."),
        staff("form_ver", "Bộ câu hỏi", TEXT, 110,
              "Bản câu hỏi nào. Ví dụ: 2026. "
              "Câu hỏi được khoá khi đợt bắt đầu."),
        head("approved", "Duyệt gửi", YES, 90,
             "Có thì hệ thống được gửi. Ví dụ: Có. "
             "Chưa duyệt thì không thư nào đi."),
        head("approved_by", "Người duyệt", TEXT, 150,
             "Ai duyệt. Ví dụ: Phạm Thu Thuỷ. "
             "Thiếu tên thì chưa được tính."),
        derived("status", "Tình trạng", TEXT, 130,
                "Đợt đang ở đâu. Ví dụ: Đang gửi. "
                "Tính lại mỗi ngày."),
        derived("invited", "Số mời", NUMBER, 75,
                "Mời bao nhiêu khách. Ví dụ: 420. "
                "Đếm từ tab Lời mời."),
        derived("delivered", "Gửi được", NUMBER, 80,
                "Bao nhiêu thư đến nơi. Ví dụ: 408. "
                "Thư bị trả lại thì gọi điện."),
        derived("answers", "Trả lời", NUMBER, 75,
                "Bao nhiêu phiếu đã xong. Ví dụ: 131. "
                "Đếm từ tab Câu trả lời."),
        derived("rate", "Tỷ lệ (%)", NUMBER, 80,
                "Trả lời trên số mời. Ví dụ: 31,2. "
                "Báo cáo ghi cả tỷ lệ trên số gửi được."),
        message("đợt này"),
    ),
)

QUESTION = Table(
    key="question", title="Câu hỏi", code="id",
    columns=(
        staff("id", "Mã câu", CODE, 70,
              "Cột của câu này ở tab Câu trả lời. Ví dụ: q1. "
              "Đặt từ q1 đến q40, không trùng."),
        staff("order", "Thứ tự", NUMBER, 70,
              "Đứng thứ mấy trong phiếu. Ví dụ: 1. "
              "Để trống thì theo thứ tự các dòng."),
        staff("type", "Dạng", choice("question_type"), 160,
              "Khách trả lời bằng gì. Ví dụ: Mức hài lòng 1–5. "
              "Chữ dài thì có ô viết nhiều dòng."),
        staff("text", "Câu hỏi", LONG, 340,
              "Lời hỏi khách. Ví dụ: Nhìn chung, Quý khách hài lòng đến mức nào? "
              "Hỏi một điều trong một câu."),
        staff("text_en", "Câu hỏi tiếng Anh", LONG, 300,
              "Dành cho khách chọn English. Ví dụ: Overall, how satisfied are you? "
              "Để trống thì hiện bản tiếng Việt."),
        staff("scale", "Thang điểm", TEXT, 90,
              "Điểm thấp nhất và cao nhất. Ví dụ: 1-5. "
              "Điểm ngoài thang vẫn giữ và được nêu trong báo cáo."),
        staff("not_applicable", "Mã không áp dụng", TEXT, 120,
              "Trả lời không tính điểm. Ví dụ: 6; Không áp dụng. "
              "Những phiếu này không vào mẫu số."),
        *box(
            "Cách hỏi",
            staff("options", "Lựa chọn", LONG, 220,
                  "Các lựa chọn, cách nhau bằng dấu chấm phẩy. Ví dụ: Rất tốt; Tốt. "
                  "Chỉ cần cho dạng một hoặc nhiều lựa chọn."),
            staff("options_en", "Lựa chọn tiếng Anh", LONG, 220,
                  "Cùng thứ tự với bản tiếng Việt. Ví dụ: Very good; Good. "
                  "Để trống thì hiện bản tiếng Việt."),
            staff("required", "Cần trả lời", YES, 90,
                  "Có thì khách phải trả lời câu này. Ví dụ: Có. "
                  "Nên chỉ có một câu như vậy."),
            staff("shown_if", "Chỉ hỏi khi", TEXT, 150,
                  "Điều kiện hiện câu này. Ví dụ: q1<=2. "
                  "Để trống là luôn hỏi."),
        ),
        staff("label", "Tên trong báo cáo", TEXT, 200,
              "Tên ngắn. Ví dụ: Hài lòng chung. "
              "Báo cáo và biểu đồ dùng tên này."),
        staff("track", "So với năm trước", TEXT, 130,
              "Từ khoá giữ nguyên qua các năm. Ví dụ: chung. "
              "Hai câu cùng từ khoá được đặt cạnh nhau."),
        staff("campaign", "Đợt", choice("campaign"), 100,
              "Chỉ hỏi ở đợt nào. Ví dụ: KS-2026-0001. "
              "Để trống là mọi đợt."),
        message("câu hỏi này"),
    ),
)
# fmt: on

SURVEY = Book(
    key="survey",
    title="Khảo sát",
    file="khao-sat.xlsx",
    tables=(CAMPAIGN, QUESTION, INVITE, ANSWER),
)
