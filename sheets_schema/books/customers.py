"""Customers: who they are, and the yearly conference with what they say there."""

from __future__ import annotations

from sheets_schema.books.fields import (
    box,
    customer,
    derived,
    director,
    head,
    message,
    staff,
    stamp,
)
from sheets_schema.cells import (
    CODE,
    DAY,
    EMAIL,
    LINK,
    LONG,
    MOMENT,
    NUMBER,
    PAST_MOMENT,
    PHONE,
    TEXT,
    choice,
    choices,
)
from sheets_schema.columns import Table

# fmt: off
CUSTOMER = Table(
    key="customer", title="Khách hàng", code="code", frozen=3,
    columns=(
        stamp("code", "Mã khách hàng", CODE, 110,
              "Mã của khách. Ví dụ: KH-000123. "
              "Được cấp khi dòng có tên."),
        staff("type", "Loại khách", choice("customer_type"), 100,
              "Cá nhân, Tổ chức hay Đối tác. Ví dụ: Tổ chức. "
              "Đối tác thì điền thêm Lĩnh vực hợp tác."),
        staff("name", "Tên khách hàng", TEXT, 190,
              "Tên đầy đủ. Ví dụ: Công ty Ánh Dương. "
              "Thư gửi khách dùng tên này."),
        staff("contact", "Người liên hệ", TEXT, 160,
              "Ai nói chuyện với mình. Ví dụ: Nguyễn Văn An. "
              "Để trống nếu khách là cá nhân."),
        staff("title", "Chức danh", TEXT, 120,
              "Chức danh người liên hệ. Ví dụ: Kế toán trưởng. "
              "Dùng khi viết thư."),
        staff("phone", "Điện thoại", PHONE, 115,
              "Số liên lạc. Ví dụ: 0912 345 678. "
              "Khách gọi từ số này thì hồ sơ cũ hiện ra."),
        staff("email", "Email", EMAIL, 190,
              "Hộp thư. Ví dụ: an@example.com. "
              "Phiếu tư vấn hằng năm gửi tới đây."),
        staff("keeper", "Nhân viên bám sát", choice("person"), 150,
              "Ai chăm sóc khách này. Ví dụ: Trần Thu Hà. "
              "Không có ai thì khách vào danh sách chưa có người chăm sóc."),
        staff("area", "Địa bàn", choice("area"), 130,
              "Khách ở vùng nào. Ví dụ: Hà Nội. "
              "Thêm địa bàn ở tab Danh mục."),
        head("segment", "Nhóm khách", choice("segment"), 120,
             "Truyền thống, Mới hay Trọng yếu. Ví dụ: Truyền thống. "
             "Khách truyền thống nhận phiếu tư vấn hằng năm."),
        *box(
            "Dịch vụ và liên hệ",
            staff("services", "Dịch vụ đang dùng", choices("service"), 180,
                  "Các dịch vụ, cách nhau bằng dấu chấm phẩy. Ví dụ: Giao hàng, lắp "
                  "đặt. Đọc trước khi gọi cho khách."),
            staff("since", "Khách từ ngày", DAY, 105,
                  "Ngày bắt đầu giao dịch. Ví dụ: 15/8/2023. "
                  "Đủ thời gian trong tab Quy định thì là khách truyền thống."),
            staff("partner_field", "Lĩnh vực hợp tác", TEXT, 150,
                  "Dành cho đối tác. Ví dụ: Vận chuyển. "
                  "Thay cho dịch vụ đang dùng."),
            staff("address", "Địa chỉ", TEXT, 220,
                  "Xã, phường và tỉnh, thành phố. Ví dụ: Phường Cầu Giấy, Hà Nội. "
                  "Chỉ cần khi phải gửi thư giấy."),
            staff("lang", "Ngôn ngữ", choice("lang"), 95,
                  "Tiếng dùng với khách. Ví dụ: English. "
                  "Để trống là Tiếng Việt."),
            derived("phone_e164", "Số chuẩn", PHONE, 130,
                    "Số viết theo lối quốc tế. Ví dụ: +84912345678. "
                    "Dùng để nhận ra khách, viết cách nào cũng khớp."),
        ),
        derived("n_12m", "Phản hồi 12 tháng", NUMBER, 95,
                "Số phản hồi trong 12 tháng. Ví dụ: 3. "
                "Nhiều thì nên thăm hỏi khách."),
        derived("last_at", "Phản hồi gần nhất", MOMENT, 130,
                "Lúc khách phản hồi lần cuối. Ví dụ: 06/03/2026 09:42. "
                "Lâu không liên hệ thì khách vào danh sách cần thăm hỏi."),
        *box(
            "Dữ liệu cá nhân",
            customer("survey_ok", "Nhận khảo sát", choice("survey_ok"), 105,
                     "Khách có muốn nhận phiếu không. Ví dụ: Không. "
                     "Không thì khách không bao giờ nhận phiếu nữa."),
            derived("consent_ver", "Bản đồng ý", TEXT, 100,
                    "Bản thông báo khách đã đồng ý. Ví dụ: 2026-01. "
                    "Lấy từ tab Đồng ý dữ liệu."),
            derived("consent_at", "Đồng ý lúc", MOMENT, 130,
                    "Lúc khách đồng ý. Ví dụ: 06/03/2026 09:42. "
                    "Lấy từ tab Đồng ý dữ liệu."),
            staff("data_request", "Yêu cầu dữ liệu", choice("data_request"), 125,
                  "Khách yêu cầu gì về dữ liệu của mình. Ví dụ: Xem. "
                  "Có yêu cầu thì phải trả lời trong hạn ở cột bên."),
            derived("data_due", "Hạn trả lời dữ liệu", MOMENT, 130,
                    "Phải trả lời yêu cầu trước lúc nào. Ví dụ: 10/03/2026 17:00. "
                    "Tính theo tab Quy định."),
        ),
        staff("state", "Tình trạng", choice("customer_state"), 130,
              "Còn giao dịch không. Ví dụ: Đang giao dịch. "
              "Ngừng thì không mời khảo sát."),
        staff("merged_into", "Gộp vào", CODE, 110,
              "Mã còn dùng khi hai dòng là một khách. Ví dụ: KH-000087. "
              "Phản hồi cũ đếm chung về mã đó."),
        message("khách này"),
    ),
)

CONFERENCE = Table(
    key="conference", title="Hội nghị khách hàng", code="code",
    columns=(
        stamp("code", "Mã hội nghị", CODE, 110,
              "Mã của hội nghị. Ví dụ: HN-2026-0001. "
              "Ý kiến ở tab bên ghi theo mã này."),
        staff("name", "Tên hội nghị", TEXT, 260,
              "Tên. Ví dụ: Hội nghị khách hàng năm 2026. "
              "In ở đầu biên bản."),
        staff("held_on", "Ngày họp", DAY, 110,
              "Ngày tổ chức. Ví dụ: 20/11/2026. "
              "Hạn biên bản tính từ đây."),
        staff("place", "Địa điểm", TEXT, 200,
              "Nơi họp. Ví dụ: Khách sạn Hoà Bình. "
              "In trong biên bản."),
        staff("chair", "Chủ trì", choice("person"), 150,
              "Ai chủ trì. Ví dụ: Lê Minh Quân. "
              "Ký biên bản."),
        staff("secretary", "Thư ký", choice("person"), 150,
              "Ai ghi biên bản. Ví dụ: Trần Thu Hà. "
              "Ký biên bản."),
        staff("invited", "Số mời", NUMBER, 80,
              "Mời bao nhiêu khách. Ví dụ: 80. "
              "Báo cáo ghi cả số mời và số dự."),
        staff("attended", "Số dự", NUMBER, 80,
              "Bao nhiêu khách dự. Ví dụ: 52. "
              "Báo cáo ghi cả số mời và số dự."),
        staff("minutes", "Biên bản", LINK, 160,
              "Đường dẫn tới bản quét có chữ ký. Ví dụ: bien-ban-hn-2026.pdf. "
              "Thiếu thì hệ thống nhắc khi đến hạn."),
        staff("status", "Tình trạng", choice("conference_status"), 140,
              "Đến bước nào. Ví dụ: Biên bản đã ký. "
              "Đã trình thì ghi lúc trình ở cột bên."),
        staff("submitted_at", "Trình Giám đốc lúc", PAST_MOMENT, 130,
              "Lúc trình. Ví dụ: 27/11/2026 09:00. "
              "Danh sách ý kiến có tác dụng tốt đi kèm."),
        message("hội nghị này"),
    ),
)

OPINION = Table(
    key="opinion", title="Ý kiến hội nghị", code="code",
    columns=(
        stamp("code", "Mã ý kiến", CODE, 120,
              "Mã của ý kiến. Ví dụ: YK-2026-0014. "
              "Nhắc mã này khi trả lời khách."),
        staff("conference", "Hội nghị", choice("conference"), 110,
              "Thuộc hội nghị nào. Ví dụ: HN-2026-0001. "
              "Chọn mã ở tab Hội nghị khách hàng."),
        staff("customer", "Khách hàng", TEXT, 160,
              "Mã hoặc tên khách, được để trống. Ví dụ: KH-000123. "
              "Có mã thì khách được trả lời riêng."),
        staff("text", "Ý kiến", LONG, 320,
              "Nguyên văn lời khách. Ví dụ: “Mong có hoá đơn điện tử sớm hơn”. "
              "Không diễn giải."),
        staff("class", "Loại ý kiến", choice("opinion_class"), 130,
              "Hài lòng, Không hài lòng hay Kiến nghị. Ví dụ: Kiến nghị. "
              "Báo cáo chia ba danh sách theo cột này."),
        staff("topic", "Nhóm vấn đề", choice("topic"), 150,
              "Nói về điều gì. Ví dụ: Hồ sơ, giấy tờ. "
              "Đếm chung với phản hồi trong sổ."),
        head("useful", "Có tác dụng tốt", choice("useful"), 115,
             "Có nên trình lãnh đạo không. Ví dụ: Có. "
             "Chọn Có thì ý kiến vào danh sách trình Giám đốc."),
        head("proposal", "Đề xuất", LONG, 240,
             "Bộ phận CSKH đề nghị gì. Ví dụ: Gửi hoá đơn trong ngày. "
             "Lãnh đạo quyết trên đề xuất này."),
        director("decision", "Quyết định", choice("leader_decision"), 130,
                 "Lãnh đạo quyết gì. Ví dụ: Áp dụng. "
                 "Ghi kèm tên người quyết định."),
        director("decided_by", "Người quyết định", choice("person"), 150,
                 "Ai quyết. Ví dụ: Lê Minh Quân. "
                 "Thiếu tên thì chưa được tính."),
        director("leader_note", "Ý kiến lãnh đạo", LONG, 220,
                 "Lý do và cách làm. Ví dụ: Làm từ quý sau. "
                 "Khách được trả lời kèm lý do."),
        staff("moved_to", "Chuyển thành", choice("moved_to"), 150,
              "Có thành việc không. Ví dụ: Khiếu nại (mở F01). "
              "Chọn mở F01 thì hệ thống thêm dòng vào sổ."),
        stamp("link", "Liên kết", CODE, 125,
              "Dòng đã mở từ ý kiến này. Ví dụ: F01-2026-0130. "
              "Theo dõi tiếp ở dòng đó."),
        staff("answered_at", "Đã trả lời khách lúc", PAST_MOMENT, 130,
              "Lúc báo lại cho khách. Ví dụ: 02/12/2026 10:00. "
              "Còn trống thì ý kiến chưa xong."),
        message("ý kiến này"),
    ),
)
# fmt: on
