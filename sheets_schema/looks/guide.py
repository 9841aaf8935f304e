"""Guide: the page that opens a book and says how to work with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.columns import Owner
from sheets_schema.looks import colours
from sheets_schema.looks.colours import Style
from sheets_schema.looks.look import OWNER_TINTS
from sheets_schema.words import Flag, Kept

if TYPE_CHECKING:
    from collections.abc import Mapping

StyledLine: TypeAlias = tuple[str, str]
"""What a line says, and the name of its style in `STYLES`."""

KEY = "guide"
TITLE = "Hướng dẫn"

STYLES: Mapping[str, Style] = {
    "title": Style(font=colours.TEXT, bold=True),
    "heading": Style(colours.PALE_GREY, colours.TEXT, bold=True),
    "text": Style(font=colours.TEXT),
    "late": Style(colours.VERMILION, colours.TEXT),
    "soon": Style(colours.ORANGE, colours.TEXT),
    "paused": Style(colours.SKY, colours.TEXT),
    "closed": Style(font=colours.GREY),
    "asked": Style(colours.YELLOW, colours.TEXT),
    **{owner.name.lower(): Style(tint) for owner, tint in OWNER_TINTS.items()},
}
SIZES: Mapping[str, int] = {"title": 16, "heading": 12}
"""Letters of other than the usual size, in points."""


def _section(heading: str, *lines: str) -> tuple[StyledLine, ...]:
    return (("", "text"), (heading, "heading"), *((line, "text") for line in lines))


_MORNING = _section(
    "Mỗi sáng",
    "1. Đọc thư “Việc hôm nay” gửi lúc 07:30, hoặc lọc cột Cảnh báo ở tab Sổ phản hồi.",
    "2. Làm việc ghi ở cột Việc kế tiếp. Ô cần điền là ô có nền vàng.",
    "3. Đọc cột Hệ thống nhắn: hạn tính thế nào, dòng còn thiếu gì.",
    "4. Điền xong là xong: mỗi phút hệ thống rà soát một lần, tự đổi tình trạng, hạn.",
)

_NEW_CASE = _section(
    "Ghi một phản hồi mới",
    "1. Mở tab Sổ phản hồi, gõ vào dòng trống đầu tiên, bên dưới dòng cuối.",
    "2. Ghi Nhận lúc, Kênh, Họ và tên, Điện thoại, và Nội dung khách nói (nguyên văn).",
    "3. Một phút sau, dòng có Số sổ và Mã tra cứu. Đọc mã tra cứu cho khách.",
    "4. Chọn Phân loại, Cấp độ, ghi Người phụ trách: hạn tiếp nhận dừng lại.",
    "5. Gõ quen tay thế nào cũng được: 27.3, 3/4/26, 0912 345 678, khieu nai.",
    "6. Muốn bỏ một phản hồi, chọn Phân loại là Rác. Dòng bị xoá sẽ được đưa trở lại.",
)

_PHONE = _section(
    "Khi nghe điện thoại",
    "1. Lắng nghe hết, không ngắt lời.",
    "2. Xin lỗi và bày tỏ đáng tiếc.",
    "3. Không thanh minh, không giải thích, không hứa mức bồi thường.",
    "4. Nhắc lại nội dung để khách xác nhận.",
    "5. Báo mã tra cứu và giờ sẽ gọi lại.",
    "6. Không bảo khách gọi sang nơi khác, không để khách phải kể lại.",
    "Trước khi ghi, xin đọc cho khách nghe, rồi ghi câu trả lời ở tab Đồng ý dữ liệu:",
    "“Chúng tôi ghi tên, số điện thoại và lời Quý khách để giải quyết phản hồi này.",
    "Quý khách có đồng ý không?”",
)

_SIGNS: tuple[StyledLine, ...] = (
    ("", "text"),
    ("Màu và dấu của mỗi dòng", "heading"),
    (f"{Flag.LATE}: đã qua hạn kế tiếp; làm trước tiên", "late"),
    (f"{Flag.SOON}: còn ít thời gian", "soon"),
    (f"{Flag.ON_TIME}: còn thời gian", "text"),
    (f"{Flag.PAUSED}: đã hỏi khách, hạn tạm dừng", "paused"),
    (f"{Flag.CLOSED}: không còn việc gì", "closed"),
    ("Ô nền vàng: ô cần điền bây giờ", "asked"),
    ("Chữ đậm cả dòng: cấp độ 3 Khẩn cấp", "text"),
)

_OWNERS: tuple[StyledLine, ...] = (
    ("", "text"),
    ("Ai điền cột nào: màu của tên cột", "heading"),
    (f"{Owner.MACHINE.value}: hệ thống ghi, sửa cũng được đặt lại", "machine"),
    (f"{Owner.STAFF.value}: nhân viên chăm sóc khách hàng", "staff"),
    (f"{Owner.UNIT.value}: đơn vị được giao xử lý", "unit"),
    (f"{Owner.DIRECTOR.value}, {Owner.HEAD.value}: người quyết định", "director"),
    (
        f"{Owner.CUSTOMER.value}: khách gửi, hoặc ghi hộ khi khách gọi",
        "customer",
    ),
    (f"{Owner.ADMIN.value}: người quản trị cài đặt", "admin"),
    ("Rê chuột lên tên cột để đọc: điền gì, ví dụ, và việc gì xảy ra sau đó.", "text"),
)

_LEFT = _section(
    "Những cột bên trái",
    "Số sổ: tên của hồ sơ trong công ty. Mã tra cứu: số đọc cho khách.",
    "Tình trạng: hồ sơ đang ở bước nào. Đang chờ: chờ ai.",
    "Việc kế tiếp và Hạn kế tiếp: làm gì, trước lúc nào. Hạn luôn là một giờ cụ thể.",
    f"Giữ lời hẹn: {Kept.KEPT} hoặc {Kept.BROKEN}, chỉ ghi khi đã chắc chắn.",
    "Các nhóm cột ít dùng được gập lại; bấm dấu cộng phía trên để mở.",
)

_FREEDOM = _section(
    "Được làm gì với sổ này",
    "Được sắp xếp, lọc, chèn dòng, kéo rộng, đổi tên, đổi chỗ, ẩn cột, thêm cột riêng.",
    "Không xoá dòng 1 đang ẩn: hệ thống nhận ra các cột nhờ dòng đó.",
    "Sổ là tệp Excel thì mỗi lúc một người làm; xong thì lưu, đóng để hệ thống ghi.",
    "Nhiều người cùng làm cả ngày thì đặt sổ trên Google Trang tính.",
    "Đổi hạn ở tab Quy định, ngày nghỉ ở tab Lịch, giờ ở tab Giờ làm, người ở Nhân sự.",
    "Công nợ và hồ sơ thái độ phục vụ không ghi ở đây, mà ghi ở sổ Hồ sơ hạn chế.",
)

_WHOM = _section(
    "Hỏi ai",
    "Việc của một hồ sơ: người ở cột Người phụ trách.",
    "Cách làm, hạn, quyền quyết định: người có vai trò Trưởng CSKH ở tab Nhân sự.",
    "Sổ không mở được, thư không đi, màu không đúng: người có vai trò Quản trị.",
)

DESK: tuple[StyledLine, ...] = (
    ("Sổ CSKH: làm việc hằng ngày", "title"),
    *_MORNING[1:],
    *_NEW_CASE,
    *_PHONE,
    *_SIGNS,
    *_OWNERS,
    *_LEFT,
    *_FREEDOM,
    *_WHOM,
)

BOARD: tuple[StyledLine, ...] = (
    ("Báo cáo lãnh đạo", "title"),
    ("Mỗi báo cáo đã phát hành là một tab của sổ này và không đổi nữa.", "text"),
    ("Sổ này không có tên và số điện thoại của khách hàng.", "text"),
    ("Mỗi tỷ lệ đi kèm số phản hồi hoặc số phiếu (n) và cách tính ở cuối tab.", "text"),
    ("Cần hồ sơ của một vụ, xin hỏi Trưởng CSKH và nêu số sổ.", "text"),
)

GUIDES: Mapping[str, tuple[StyledLine, ...]] = {"desk": DESK, "board": BOARD}
"""The page that opens a book, by the book's key; the other books have none."""
