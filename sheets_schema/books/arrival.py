"""Arrival: the columns of the register for what a customer told us, and how."""

from __future__ import annotations

from sheets_schema.books.fields import box, customer, derived, staff, stamp
from sheets_schema.cells import (
    CODE,
    EMAIL,
    LINK,
    LONG,
    PAST_DAY,
    PAST_MOMENT,
    PHONE,
    TEXT,
    choice,
    choices,
)

# fmt: off
CASE = (
    staff("received_at", "Nhận lúc", PAST_MOMENT, 130,
          "Lúc khách báo cho công ty, không phải lúc ghi. Ví dụ: 06/03/2026 09:42. "
          "Mọi hạn tính từ đây; thư bưu điện tính từ lúc thư đến."),
    staff("channel", "Kênh", choice("channel"), 115,
          "Khách báo bằng cách nào. Ví dụ: Điện thoại. "
          "Kênh nào cũng được vào sổ và có cùng hạn."),
    staff("kind", "Phân loại", choice("kind"), 110,
          "Phản hồi thuộc loại nào, theo xem xét của mình. Ví dụ: Khiếu nại. "
          "Chọn Khiếu nại thì hệ thống mở phiếu F02; chọn Góp ý thì báo lãnh đạo."),
    staff("severity", "Cấp độ", choice("severity"), 120,
          "Mức nghiêm trọng. Ví dụ: 2 Nghiêm trọng. "
          "Chọn 3 Khẩn cấp thì Giám đốc được báo ngay và các hạn nội bộ ngắn lại."),
    staff("owner", "Người phụ trách", choice("person"), 150,
          "Một người theo hồ sơ từ đầu đến cuối. Ví dụ: Trần Thu Hà. "
          "Ghi tên là đã tiếp nhận: đồng hồ tiếp nhận dừng ở lần rà soát sau."),
    customer("name", "Họ và tên", TEXT, 165,
             "Tên khách, giữ đúng như khách viết. Ví dụ: Nguyễn Văn An. "
             "Tên này đứng ở đầu mọi thư gửi khách."),
    customer("phone", "Điện thoại", PHONE, 115,
             "Số để gọi lại. Ví dụ: 0912 345 678. "
             "Hệ thống tìm khách cũ theo số này, viết cách nào cũng nhận ra."),
    customer("email", "Email", EMAIL, 180,
             "Nơi gửi mã tra cứu và thư trả lời. Ví dụ: an@example.com. "
             "Để trống thì nhân viên báo mã tra cứu qua điện thoại."),
)

SENDER = box(
    "Người gửi",
    customer("org", "Tổ chức", TEXT, 160,
             "Công ty hoặc tổ chức, nếu khách gửi thay. Ví dụ: Công ty Ánh Dương. "
             "Có tên ở đây thì thư mở đầu bằng Kính gửi Quý Công ty."),
    customer("org_role", "Chức danh", TEXT, 120,
             "Chức danh của người gửi. Ví dụ: Kế toán trưởng. "
             "Chỉ dùng để xưng hô khi liên hệ."),
    staff("party", "Bên gửi", choice("party"), 105,
          "Khách hàng hay đối tác. Ví dụ: Đối tác. "
          "Đối tác thì xem lĩnh vực hợp tác thay cho dịch vụ đang dùng."),
    staff("customer", "Mã khách hàng", CODE, 110,
          "Mã trong tab Khách hàng. Ví dụ: KH-000123. "
          "Chép từ cột Có thể là khách khi đã chắc; các lần phản hồi được nối lại."),
    derived("customer_guess", "Có thể là khách", TEXT, 170,
            "Khách cũ có cùng điện thoại hoặc email. Ví dụ: KH-000123 Nguyễn Văn An. "
            "Đúng thì ghi mã sang cột Mã khách hàng."),
    customer("contact_pref", "Muốn liên hệ bằng", choice("contact_pref"), 130,
             "Cách khách muốn được trả lời. Ví dụ: Gọi điện. "
             "Làm theo ý khách; nếu phải làm khác, ghi lý do ở Diễn biến."),
    customer("contact_time", "Giờ tiện gọi", choice("contact_time"), 125,
             "Lúc khách nghe máy được. Ví dụ: Sau 17 giờ. "
             "Người phụ trách gọi vào giờ này, vẫn trước hạn."),
    customer("lang", "Ngôn ngữ", choice("lang"), 95,
             "Tiếng dùng khi viết cho khách. Ví dụ: English. "
             "Để trống là Tiếng Việt; thư gửi khách theo ô này."),
)

SERVICE = (
    customer("service", "Dịch vụ", choice("service"), 140,
             "Phản hồi về dịch vụ hay sản phẩm nào. Ví dụ: Giao hàng, lắp đặt. "
             "Thêm lựa chọn ở tab Danh mục; báo cáo đếm theo cột này."),
    customer("description", "Nội dung khách nói", LONG, 320,
             "Nguyên văn lời khách, không diễn giải. Ví dụ: “Đặt từ thứ Hai, chưa ai "
             "gọi lại”. Dòng có nội dung sẽ được cấp số ở lần rà soát sau."),
)

STORY = box(
    "Chi tiết sự việc",
    staff("stage", "Giai đoạn", choice("stage"), 135,
          "Sự việc phát sinh ở khâu nào. Ví dụ: Giao nhận. "
          "Báo cáo tách số phản hồi theo khâu."),
    customer("contract", "Số hợp đồng", TEXT, 125,
             "Số hợp đồng, hoá đơn hoặc đơn hàng. Ví dụ: HD-0419/2026. "
             "Dùng để tra chứng từ khi xác minh."),
    customer("branch", "Cơ sở", choice("branch"), 125,
             "Nơi khách được phục vụ. Ví dụ: Trụ sở chính. "
             "Thêm cơ sở ở tab Danh mục."),
    customer("event_when", "Xảy ra khi nào", choice("event_when"), 125,
             "Khách nhớ sự việc xảy ra lúc nào. Ví dụ: Nhiều lần. "
             "Chọn Ngày khác thì ghi ngày ở cột bên cạnh."),
    customer("event_date", "Ngày xảy ra", PAST_DAY, 100,
             "Ngày xảy ra sự việc. Ví dụ: 27/3/2026. "
             "Gõ 27.3 cũng được, hệ thống hiểu là ngày 27 tháng 3 gần nhất."),
    customer("wanted", "Mong muốn", choices("wanted"), 190,
             "Điều khách mong, nhiều mục cách nhau bằng dấu chấm phẩy. Ví dụ: Xin lỗi; "
             "Sửa hồ sơ, giấy tờ. Thư trả lời phải đáp đủ từng mong muốn."),
    customer("wanted_other", "Mong muốn khác", TEXT, 170,
             "Lời khách khi chọn Khác. Ví dụ: Đổi người hướng dẫn. "
             "Đọc cùng cột Mong muốn khi lập phương án."),
    customer("files", "Tệp kèm", LINK, 140,
             "Đường dẫn tới ảnh, giấy tờ khách gửi. Ví dụ: attachments/4829153076/. "
             "Thư giấy thì dán đường dẫn bản quét."),
)

INTAKE = box(
    "Tiếp nhận",
    staff("heard_by", "Người nghe đầu tiên", TEXT, 150,
          "Ai trong công ty nghe khách nói đầu tiên. Ví dụ: anh Dũng, lái xe. "
          "Người nghe và người ghi sổ có thể khác nhau."),
    staff("listened", "Khi tiếp nhận đã làm", choices("listened"), 160,
          "Khi nghe điện thoại, đã làm được những gì. Ví dụ: Đã lắng nghe; Đã xin "
          "lỗi. Còn thiếu thì hệ thống nhắc, không chặn việc khác."),
    staff("severity_why", "Lý do cấp độ", choices("severity_why"), 170,
          "Vì sao chọn cấp độ 2 hoặc 3. Ví dụ: Thái độ phục vụ. "
          "Thái độ phục vụ và Không giữ cam kết được báo cáo riêng."),
    stamp("kind_sent", "Loại khách chọn", TEXT, 110,
          "Loại khách tự chọn trên biểu mẫu. Ví dụ: Góp ý. "
          "Giữ nguyên để đối chiếu; phân loại lại ở cột Phân loại."),
    staff("same_as", "Trùng với", CODE, 120,
          "Số sổ của hồ sơ chính khi phân loại là Trùng. Ví dụ: F01-2026-0119. "
          "Dòng này theo tình trạng của hồ sơ chính."),
    staff("passed_to", "Đã chuyển tới", TEXT, 150,
          "Nơi nhận khi phản hồi ngoài phạm vi. Ví dụ: Phòng Nhân sự. "
          "Có nơi nhận thì hồ sơ hết việc tại đây."),
    staff("validity", "Tính hợp lệ", choice("validity"), 110,
          "Khiếu nại có thuộc diện giải quyết không. Ví dụ: Không hợp lệ. "
          "Để trống là Hợp lệ; chọn Không hợp lệ thì phải nêu lý do."),
    staff("validity_why", "Lý do không hợp lệ", TEXT, 190,
          "Vì sao không thuộc diện giải quyết. Ví dụ: Dịch vụ của công ty khác. "
          "Khách được trả lời kèm lý do này và hồ sơ vẫn lưu trong sổ."),
)
# fmt: on
