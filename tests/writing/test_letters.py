from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.cells import CODE, LONG, TEXT, YES, Conditions
from sheets_schema.columns import Column, Table
from sheets_schema.company.office import Company
from sheets_schema.entry import read_all
from sheets_schema.records import Row
from sheets_schema.writing import courtesy, letters
from sheets_schema.writing.letters import Template, Unfillable

C01 = Template(
    key="C01",
    name="Xác nhận",
    subject="[Mã {ma}] {cong_ty} đã nhận được phản hồi của Quý khách",
    body="Chúng tôi liên hệ trước {han}.\n\nKhi cần gấp, xin gọi {hotline}.\n\nXong.",
    subject_en="[Code {ma}] {cong_ty} has received your feedback",
    body_en="We will contact you before {han}.",
)
VALUES = {
    "ma": "4829 153 076",
    "cong_ty": "Công ty An Bình",
    "han": "09:42 thứ Bảy 07/03/2026",
    "hotline": "1900 1234",
}
COMPANY = Company(
    name="Công ty An Bình",
    unit="Bộ phận Chăm sóc khách hàng",
    hotline="1900 1234",
    address="12 Tràng Thi, Hà Nội",
)


def short(subject: str, body: str = "Nội dung.") -> Template:
    return Template(key="N01", name="", subject=subject, body=body)


def test_a_letter_is_filled_from_its_template() -> None:
    subject, body = letters.fill(C01, VALUES)
    assert subject == (
        "[Mã 4829 153 076] Công ty An Bình đã nhận được phản hồi của Quý khách"
    )
    assert body == (
        "Chúng tôi liên hệ trước 09:42 thứ Bảy 07/03/2026.\n\n"
        "Khi cần gấp, xin gọi 1900 1234.\n\nXong."
    )


def test_an_english_reader_is_written_to_in_english() -> None:
    subject, _ = letters.fill(C01, VALUES, lang="en")
    assert subject == "[Code 4829 153 076] Công ty An Bình has received your feedback"


def test_without_an_english_text_the_letter_is_vietnamese() -> None:
    assert letters.fill(short("Việc mới"), {}, lang="en")[0] == "Việc mới"
    assert short("Việc mới").spoken("en") == "vi"


def test_a_line_whose_place_is_empty_falls_away() -> None:
    _, body = letters.fill(C01, VALUES | {"hotline": " "})
    assert body == "Chúng tôi liên hệ trước 09:42 thứ Bảy 07/03/2026.\n\nXong."


def test_a_piece_of_the_subject_whose_place_is_empty_falls_away() -> None:
    template = short("[CSKH] Mới: {loai} · {dich_vu} · vào sổ trước {gio}")
    values = {"loai": "Khiếu nại", "dich_vu": "", "gio": "10:42"}
    subject, _ = letters.fill(template, values)
    assert subject == "[CSKH] Mới: Khiếu nại · vào sổ trước 10:42"


def test_a_customers_braces_stay_theirs() -> None:
    template = short("Mới: {tom_tat}", "{tom_tat}")
    words = "tôi viết {han} và {{0.__class__}} }{"
    values = {"tom_tat": words, "han": "không được lộ"}
    assert letters.fill(template, values) == (f"Mới: {words}", words)


@given(st.text(), st.text())
def test_a_subject_is_one_short_line_whatever_is_put_in(one: str, two: str) -> None:
    subject, _ = letters.fill(short("Việc: {a} {b}"), {"a": f"x{one}", "b": f"y{two}"})
    assert len(subject.splitlines()) == 1
    assert len(subject) <= letters.SUBJECT_LIMIT


@pytest.mark.parametrize("body", ["Hạn {hna}", "Hạn {han", "Hạn han}", "Hạn {}"])
def test_a_letter_never_goes_out_with_a_place_unfilled(body: str) -> None:
    with pytest.raises(Unfillable):
        letters.fill(short("Việc", body), {"han": "10:42"})


def test_a_letter_of_which_nothing_is_left_is_not_written() -> None:
    with pytest.raises(Unfillable, match="Mẫu thư N01: không đủ thông tin"):
        letters.fill(short("Việc", "Hạn {han}."), {"han": ""})


def test_staff_may_write_a_place_with_blanks_and_capitals() -> None:
    assert letters.fill(short("Hạn { Han }"), {"han": "10:42"})[0] == "Hạn 10:42"


def test_a_misspelt_place_is_told_with_its_column() -> None:
    found = letters.problems(short("Việc {hna}", "Hạn {han"), {"han"}, line=4)
    assert [(one.line, one.column, one.sentence) for one in found] == [
        (
            4,
            "subject",
            "Mẫu thư N01: không có thông tin nào tên “hna” để điền vào ngoặc nhọn.",
        ),
        (
            4,
            "body",
            "Mẫu thư N01: có dấu ngoặc nhọn lẻ, xin xoá hoặc thêm cho đủ cặp.",
        ),
    ]


def test_an_empty_template_is_told() -> None:
    found = letters.problems(short("Việc", ""), ())
    assert [one.column for one in found] == ["body"]


def test_a_sound_template_has_no_problems() -> None:
    assert letters.problems(C01, VALUES) == ()


TABLE = Table(
    "letter",
    "Mẫu thư",
    (
        Column("key", "Mã", CODE),
        Column("name", "Tên", TEXT),
        Column("subject", "Tiêu đề", TEXT),
        Column("body", "Nội dung", LONG),
        Column("subject_en", "Tiêu đề tiếng Anh", TEXT),
        Column("body_en", "Nội dung tiếng Anh", LONG),
        Column("on", "Bật", YES),
    ),
    code="key",
)


def test_templates_are_read_from_the_letter_tab() -> None:
    rows = (
        Row(3, {"key": "C01", "subject": "Một", "body": "a\nb", "on": True}),
        Row(4, {"name": "không có mã"}),
        Row(5, {"key": "C02", "name": "Phúc đáp", "subject": "Hai", "on": False}),
        Row(6, {"key": "C01", "subject": "Trùng"}),
    )
    to = Conditions(ZoneInfo("Asia/Ho_Chi_Minh"), date(2026, 3, 6), {})
    read = letters.templates(read_all(TABLE, rows, to))
    assert read == {
        "C01": Template("C01", "", "Một", "a\nb"),
        "C02": Template("C02", "Phúc đáp", "Hai", "", on=False),
    }


@pytest.mark.parametrize(
    ("name", "organisation", "greeting"),
    [
        ("Nguyễn Văn An", "", "Kính gửi Quý khách Nguyễn Văn An,"),
        ("  nguyễn   văn an ", "", "Kính gửi Quý khách nguyễn văn an,"),
        ("TS.Đỗ Ước", "", "Kính gửi Quý khách TS.Đỗ Ước,"),
        ("", "", "Kính gửi Quý khách,"),
        (
            "Lê Bê",
            "Vinafood 2",
            "Kính gửi Quý Công ty Vinafood 2,\nNgười liên hệ: Quý khách Lê Bê",
        ),
        ("", "Công ty TNHH Mây", "Kính gửi Quý Công ty TNHH Mây,"),
        ("", "Bệnh viện Bạch Mai", "Kính gửi Quý Bệnh viện Bạch Mai,"),
        ("", "Hội An Xanh", "Kính gửi Quý Công ty Hội An Xanh,"),
    ],
)
def test_a_letter_opens_politely(name: str, organisation: str, greeting: str) -> None:
    assert courtesy.customer_greeting(name, organisation) == greeting


@pytest.mark.parametrize(
    "name",
    [
        "trúng thưởng http://x.vn",
        "vào www.x",
        "an@example.com",
        "gọi 0912345678",
        "Nhấn bit.ly ngay",
        "đọc casino.com/a",
        "x" * 81,
        "{han}",
    ],
)
def test_the_form_cannot_be_used_to_mail_advertising_to_strangers(name: str) -> None:
    assert courtesy.customer_greeting(name, name) == "Kính gửi Quý khách,"


@given(st.text())
def test_a_greeting_holds_no_link_whatever_the_name(name: str) -> None:
    greeting = courtesy.customer_greeting(name)
    assert not set(greeting) & set("@/<>0123456789")
    assert len(greeting.splitlines()) == 1


def test_an_english_letter_opens_in_english() -> None:
    said = courtesy.customer_greeting("Jane Roe", "Acme", "en")
    assert said == "Dear Acme,\nAttention: Jane Roe"
    assert courtesy.customer_greeting("", lang="en") == "Dear customer,"
    assert courtesy.customer_greeting("Jane Roe", lang="en") == "Dear Jane Roe,"


def test_colleagues_are_greeted_by_name() -> None:
    assert courtesy.staff_greeting("Trần Thị Bình") == "Kính gửi Trần Thị Bình,"
    assert courtesy.staff_greeting("") == "Kính gửi Quý đồng nghiệp,"


def test_a_letter_closes_with_who_writes_and_how_to_reach_them() -> None:
    assert courtesy.closing(COMPANY) == (
        "Trân trọng,\nBộ phận Chăm sóc khách hàng\nCông ty An Bình\n"
        "Đường dây nóng: 1900 1234\n12 Tràng Thi, Hà Nội"
    )


def test_what_the_company_has_not_said_is_left_out_of_the_closing() -> None:
    said = courtesy.closing(Company(name="An Bình", unit="CSKH"), "en")
    assert said == "Yours sincerely,\nCSKH\nAn Bình"
