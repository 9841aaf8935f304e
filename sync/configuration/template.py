"""The template of ``langnghe.toml``: every setting with a comment for its reader."""

from __future__ import annotations

import json

_TEMPLATE = """\
# Thiết lập của Lắng Nghe. Dòng bắt đầu bằng dấu # chỉ là lời giải thích.
# Sửa xong, lưu tệp này lại rồi khởi động lại chương trình; lệnh
# langnghe doctor cho biết chỗ nào chưa đúng. Mật khẩu không để ở đây.

[company]
name = {company}
# Tên bộ phận như in trong thư gửi khách hàng.
unit = "Bộ phận Chăm sóc khách hàng"
hotline = ""
# Hộp thư chung: in trong thư, và nhận những thư không biết gửi cho ai.
email = {email}
address = ""
timezone = "Asia/Ho_Chi_Minh"
# Ngôn ngữ mở đầu của trang: "vi" hoặc "en".
language = "vi"

[procedure]
# Quy trình: "hop-nhat" (hợp nhất), "misa", "newca" hoặc "qt912".
pack = {pack}

[store]
# Sổ nằm ở đâu: "workbook" là tệp Excel trong thư mục này,
# "google" là Google Trang tính.
kind = {store}

[store.google]
# Chỉ dùng khi kind = "google". Tệp khoá của tài khoản dịch vụ:
credentials = "credentials.json"
# Mã của bốn bảng tính trống đã chia sẻ cho tài khoản đó: phần giữa /d/ và /edit
# trong địa chỉ của bảng tính.
desk = ""
survey = ""
board = ""
restricted = ""

[queue]
# Để trống thì dùng tệp langnghe.db trong thư mục này.
url = ""

[mail]
# Máy chủ gửi thư. Để trống thì thư được lưu thành tệp .eml trong thư mục letters.
# Mật khẩu đặt bằng biến môi trường LANGNGHE_MAIL__PASSWORD.
server = ""
port = 587
# "starttls" (thường đi với cổng 587), "tls" (cổng 465) hoặc "none" (không mã hoá).
security = "starttls"
user = ""
# Địa chỉ đứng tên gửi; để trống thì lấy email của [company].
from = ""

[web]
# 127.0.0.1: chỉ máy này mở được trang; 0.0.0.0: mọi máy trong mạng.
host = "127.0.0.1"
port = 8080
# Địa chỉ khách hàng gõ để mở trang, ví dụ "https://phanhoi.example.com".
base_url = ""
# Lời của proxy nào về khách hàng (X-Forwarded-For, -Host, -Proto) được tin: địa chỉ IP
# hoặc mạng như "10.0.0.0/8".
proxies = ["127.0.0.1", "::1"]
# Ký các đường dẫn trong thư. Giữ kín. Khi đổi, viết khoá mới trước khoá cũ để đường
# dẫn đã gửi vẫn mở được: ["khoá mới", "khoá cũ"].
secret = {secret}

[limits]
# Chống gửi rác; 0 là không giới hạn.
# Một kết nối mạng gửi được bao nhiêu phản hồi trong 10 phút:
per_address_10min = 20
# Một số điện thoại hoặc e-mail gửi bao nhiêu trong 24 giờ trước khi phản hồi mới phải
# chờ người kiểm tra:
per_contact_24h = 5
# Cả trang nhận bao nhiêu trong một giờ trước khi phản hồi mới phải chờ người kiểm tra:
site_per_hour = 200
# Điền xong nhanh hơn chừng này giây thì trang xin bấm gửi lại:
min_seconds = 5

[timetable]
# Việc nào chạy lúc nào; "off" là không chạy.
# Đưa phản hồi đang chờ vào sổ:
flush = "every 5 s"
# Đánh số, tính hạn, tô màu, soạn thư:
review = "every minute"
# Sửa lại đầu cột, danh sách chọn, màu:
dress = "hourly"
# Gửi thư:
post = "every minute"
# Bản tin việc hôm nay cho từng người:
digest = "working days 07:30"
# Khảo sát hài lòng:
survey = "daily 09:00"
# Sao lưu:
backup = "daily 01:00"
"""


def template(
    *,
    secret: str,
    company: str = "",
    email: str = "",
    pack: str = "hop-nhat",
    store: str = "workbook",
) -> str:
    """The text of a new ``langnghe.toml``.

    Args:
        secret: Signs links; drawn at random by the caller.
        company: The company's name.
        email: The desk's own address.
        pack: The written procedure.
        store: ``workbook`` or ``google``.
    """
    given = {
        "secret": secret,
        "company": company,
        "email": email,
        "pack": pack,
        "store": store,
    }
    return _TEMPLATE.format(**{name: _quoted(text) for name, text in given.items()})


def _quoted(text: str) -> str:
    """A text as TOML has it; unlike JSON it wants DEL escaped, too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
