"""Settings tabs: who works here, what may be decided by whom, which lists there are."""

from __future__ import annotations

from dataclasses import replace

from sheets_schema import choices as lists
from sheets_schema.books.fields import admin, message, stamp
from sheets_schema.cells import (
    CODE,
    DAY,
    EMAIL,
    LINK,
    LONG,
    MONEY,
    NUMBER,
    PHONE,
    TEXT,
    YES,
    choice,
    choices,
)
from sheets_schema.columns import Column, Nature, Owner, Table

# fmt: off
PERSON = Table(
    key="person", title="Nhân sự", code="name",
    columns=(
        admin("name", "Họ và tên", TEXT, 180,
              "Tên đầy đủ, không trùng ai. Ví dụ: Trần Thu Hà. "
              "Tên này được chọn ở mọi cột người trong sổ."),
        admin("email", "Email", EMAIL, 200,
              "Nơi nhận thư nhắc và đường dẫn đăng nhập. Ví dụ: ha@example.com. "
              "Để trống thì người này dùng mã QR của công ty."),
        admin("phone", "Điện thoại", PHONE, 120,
              "Số gọi trực tiếp. Ví dụ: 0912 345 678. "
              "In ở cuối thư gửi khách do người này phụ trách."),
        admin("unit", "Đơn vị", choice("unit"), 180,
              "Đơn vị trong tab Đơn vị. Ví dụ: Phòng Kho vận. "
              "Việc giao cho đơn vị được báo tới trưởng đơn vị."),
        admin("role", "Vai trò", choices("role"), 190,
              "Một hoặc nhiều vai trò. Ví dụ: Trưởng CSKH; Quản trị. "
              "Vai trò không còn ai thì tên cột này chuyển đỏ."),
        admin("area", "Mảng phụ trách", TEXT, 160,
              "Lĩnh vực người này chỉ đạo. Ví dụ: Kỹ thuật. "
              "Việc thuộc lĩnh vực nào thì trình đúng người đó."),
        admin("deputy", "Người thay", choice("person"), 170,
              "Ai thay khi vắng. Ví dụ: Nguyễn Thị Mai. "
              "Trong thời gian nghỉ, thư và quyền quyết định chuyển sang người này."),
        admin("away_from", "Nghỉ từ", DAY, 100,
              "Ngày bắt đầu vắng. Ví dụ: 27/4/2026. "
              "Từ ngày này người thay nhận việc."),
        admin("away_to", "Nghỉ đến", DAY, 100,
              "Ngày cuối cùng còn vắng. Ví dụ: 3/5/2026. "
              "Để trống là chưa biết ngày về."),
        admin("active", "Đang làm", YES, 85,
              "Có hoặc Không. Ví dụ: Có. "
              "Chọn Không khi nghỉ việc, đừng xoá dòng: hồ sơ cũ vẫn cần tên."),
        message("người này"),
    ),
)

UNIT = Table(
    key="unit", title="Đơn vị", code="name",
    columns=(
        admin("name", "Tên đơn vị", TEXT, 240,
              "Tên đầy đủ. Ví dụ: Phòng Kho vận. "
              "Đơn vị chăm sóc khách hàng mang đúng tên trong tệp cài đặt."),
        admin("head", "Trưởng đơn vị", choice("person"), 180,
              "Ai đứng đầu. Ví dụ: Đỗ Quang Huy. "
              "Người này nhận thư giao việc và thư báo quá hạn."),
        admin("deputy", "Phó, người thay", choice("person"), 180,
              "Ai thay khi trưởng đơn vị vắng. Ví dụ: Nguyễn Thị Mai. "
              "Thư chuyển sang người này trong những ngày đó."),
        admin("email", "Email chung", EMAIL, 200,
              "Hộp thư của đơn vị. Ví dụ: kho@example.com. "
              "Dùng khi trưởng đơn vị không có email."),
        message("đơn vị này"),
    ),
)

AUTHORITY = Table(
    key="authority", title="Thẩm quyền", code="order",
    columns=(
        admin("order", "Thứ tự", NUMBER, 70,
              "Xét từ số nhỏ. Ví dụ: 1. "
              "Dòng đầu tiên khớp được dùng; dòng cuối phải khớp mọi trường hợp."),
        admin("remedy_kind", "Loại biện pháp", choices("remedy_kind"), 200,
              "Áp dụng cho biện pháp nào. Ví dụ: Bồi thường vật chất. "
              "Để trống là mọi loại."),
        admin("severity_from", "Cấp độ từ", NUMBER, 80,
              "Cấp thấp nhất. Ví dụ: 1. "
              "Để trống là từ cấp 1."),
        admin("severity_to", "Cấp độ đến", NUMBER, 80,
              "Cấp cao nhất. Ví dụ: 2. "
              "Để trống là đến cấp 3."),
        admin("amount_from", "Giá trị từ", MONEY, 120,
              "Số tiền thấp nhất, kể cả số này. Ví dụ: 0. "
              "Để trống là từ 0."),
        admin("amount_to", "Giá trị đến", MONEY, 120,
              "Số tiền cao nhất, kể cả số này. Ví dụ: 2.000.000. "
              "Để trống là không giới hạn."),
        admin("decider", "Người quyết", choice("role"), 160,
              "Vai trò được quyết. Ví dụ: Giám đốc. "
              "Bản này chưa tự đối chiếu Người duyệt với bảng: xin người trình xem."),
        admin("deputy", "Người thay", choice("role"), 160,
              "Vai trò thay khi người quyết vắng. Ví dụ: Tổng Giám đốc. "
              "Thư nhắc theo cột Người thay ở tab Nhân sự."),
        admin("within", "Hạn quyết", TEXT, 130,
              "Quyết trong bao lâu. Ví dụ: 1 ngày làm việc. "
              "Bản này còn tính hạn theo tab Quy định."),
        admin("source", "Căn cứ", TEXT, 220,
              "Số quyết định cho phép. Ví dụ: QĐ-15/2026. "
              "Người kiểm tra đọc cột này."),
        message("dòng thẩm quyền này"),
    ),
)

DOCUMENT = Table(
    key="document", title="Tài liệu kiểm soát", code="code",
    columns=(
        admin("code", "Mã tài liệu", CODE, 130,
              "Mã hiệu. Ví dụ: F01-QT912. "
              "Mã này in trên biểu mẫu và báo cáo."),
        admin("name", "Tên tài liệu", TEXT, 320,
              "Tên đầy đủ. Ví dụ: Sổ theo dõi phản hồi khách hàng. "
              "Tên này in dưới mã."),
        admin("kind", "Loại", choice("document_kind"), 110,
              "Thuộc loại nào. Ví dụ: Biểu mẫu. "
              "Chính sách và quy chế được dẫn ở trang quy trình."),
        admin("issue", "Lần ban hành", TEXT, 110,
              "Bản thứ mấy. Ví dụ: 01. "
              "Ra bản mới thì thêm dòng mới, giữ dòng cũ."),
        admin("issued_on", "Ngày ban hành", DAY, 115,
              "Ngày có hiệu lực. Ví dụ: 02/01/2026. "
              "Mỗi hồ sơ giữ bản đang có hiệu lực khi vào sổ."),
        admin("link", "Đường dẫn", LINK, 220,
              "Nơi đọc toàn văn. Ví dụ: https://example.com/quy-che.pdf. "
              "Nhân viên mở từ đây."),
        message("tài liệu này"),
    ),
)

LETTER = Table(
    key="letter", title="Mẫu thư", code="key",
    columns=(
        stamp("key", "Mã thư", CODE, 80,
              "Mã của mẫu. Ví dụ: C01. "
              "Thư nào dùng mẫu nào do mã này quyết định."),
        stamp("name", "Tên thư", TEXT, 220,
              "Thư gửi khi nào. Ví dụ: Báo đã nhận khiếu nại. "
              "Chỉ để người sửa dễ tìm."),
        admin("subject", "Tiêu đề", TEXT, 280,
              "Dòng tiêu đề của thư. Ví dụ: [Mã {ma}] Đã nhận phản hồi. "
              "Giữ nguyên những chỗ trong ngoặc nhọn."),
        admin("body", "Nội dung", LONG, 420,
              "Lời thư, chưa có lời chào và phần ký. Ví dụ: Mã tra cứu: {ma}. "
              "Dòng có chỗ không điền được thì tự bỏ cả dòng."),
        admin("subject_en", "Tiêu đề tiếng Anh", TEXT, 280,
              "Dành cho khách chọn English. Ví dụ: [Code {ma}] We have heard you. "
              "Để trống thì gửi bản tiếng Việt."),
        admin("body_en", "Nội dung tiếng Anh", LONG, 420,
              "Dành cho khách chọn English. Ví dụ: Tracking code: {ma}. "
              "Để trống thì gửi bản tiếng Việt."),
        admin("on", "Đang dùng", YES, 85,
              "Có hoặc Không. Ví dụ: Có. "
              "Không thì thư này không được gửi nữa."),
        stamp("fields", "Chỗ điền được dùng", LONG, 260,
              "Những chỗ trong ngoặc nhọn mà mẫu này có. Ví dụ: {ma}, {han}. "
              "Dùng chỗ khác thì hệ thống nhắc và gửi theo mẫu gốc."),
        message("mẫu thư này"),
    ),
)
# fmt: on


def _list(one: lists.ChoiceList) -> Column:
    if one.of:
        return admin(one.key, one.title, choice(one.of), 170, one.note)
    example = f"Ví dụ: {one.values[0]}."
    if one.open:
        note = f"Các lựa chọn của “{one.title}”. {example} Thêm ở ô trống bên dưới."
        return admin(one.key, one.title, TEXT, 170, note)
    note = (
        f"Các lựa chọn của “{one.title}”. {example} "
        "Quy trình dùng đúng những lời này, xin đừng sửa."
    )
    fixed = admin(one.key, one.title, TEXT, 170, note)
    return replace(fixed, owner=Owner.MACHINE, nature=Nature.STAMP)


CHOICE = Table(
    key="choice",
    title="Danh mục",
    columns=tuple(_list(one) for one in lists.ALL),
    code="",
    frozen=0,
)
