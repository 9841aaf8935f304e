"""A cell says what the person who typed it meant, or the desk says why not."""

import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sheets_schema import cells
from sheets_schema.cells import (
    CODE,
    EMAIL,
    LINK,
    LONG,
    PHONE,
    TEXT,
    YES,
    Conditions,
    Kind,
    Raw,
    Unreadable,
    Value,
    choice,
    choices,
    clean,
    fold,
    phone_text,
)
from sheets_schema.choices import LISTS
from sheets_schema.reading.hours import spans
from sheets_schema.reading.options import find, read_choice

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SEVERITY = ("1 Thông thường", "2 Nghiêm trọng", "3 Khẩn cấp")
WANTED = ("Giải thích rõ sự việc", "Xin lỗi", "Sửa hồ sơ, giấy tờ", "Tôi chưa rõ")
FLAG = ("● Trong hạn", "▲ Quá hạn", "‖ Chờ khách")
CONDITIONS = Conditions(
    zone=ZONE,
    today=date(2026, 3, 6),
    lists={"severity": SEVERITY, "wanted": WANTED, "flag": FLAG, "empty": ()},
)
KINDS: dict[str, Kind] = {
    **{
        name: kind
        for name in cells.__all__
        if isinstance(kind := getattr(cells, name), Kind)
    },
    "choice": choice("severity"),
    "free choice": choice("empty"),
    "choices": choices("wanted"),
    "free choices": choices("empty"),
}


def said(kind: Kind, raw: Raw) -> Value:
    return kind.read(raw, CONDITIONS)


def refusal(kind: Kind, raw: Raw) -> str:
    with pytest.raises(Unreadable) as refused:
        kind.read(raw, CONDITIONS)
    return str(refused.value)


by_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())


@by_kind
@pytest.mark.parametrize("raw", [None, "", "  \n", "\u00a0", "\u200b\ufeff"])
def test_an_empty_cell_says_nothing(kind: Kind, raw: Raw) -> None:
    assert said(kind, raw) is None


@by_kind
def test_what_says_nothing_is_written_as_an_empty_cell(kind: Kind) -> None:
    assert kind.write(None) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("=1+1", "=1+1"),
        ("+84 912", "+84 912"),
        ("-rẻ", "-rẻ"),
        ("@chị Hà", "@chị Hà"),
        ("007", "007"),
        ("  giao trễ\r\nba ngày\r", "giao trễ\nba ngày"),
        (unicodedata.normalize("NFD", "Nguyễn"), "Nguyễn"),
        ("a\x00b\x0bc\ud800d\ufffee", "abcde"),
        ("😀 tốt", "😀 tốt"),
        (4829153076.0, "4829153076"),
        (4.5, "4.5"),
        (True, "TRUE"),
        (date(2026, 3, 6), "06/03/2026"),
        (datetime.fromisoformat("2026-03-06T09:42"), "06/03/2026 09:42"),
    ],
)
def test_words_are_kept_whatever_they_begin_with(typed: Raw, kept: str) -> None:
    assert said(TEXT, typed) == said(LONG, typed) == kept


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn  Văn\nĐỨC", "nguyen van duc"),
        (unicodedata.normalize("NFD", "Đường Trần Hưng Đạo"), "duong tran hung dao"),
        ("ĐIỆN THOẠI", "dien thoai"),
        ("giá 5₫", "gia 5₫"),
        ("Ðặng Vãn Ɖức", "dang van duc"),  # U+00D0 and U+0189
        ("Сông ty", "cong ty"),  # a Cyrillic first letter
    ],
)
def test_search_knows_neither_marks_nor_capitals(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("F01-2026-0123", "F01-2026-0123"),
        (" f01 - 2026 – 123 ", "F01-2026-0123"),
        ("F02/2026/10045", "F02-2026-10045"),
        (4829153076.0, "4829153076"),
        (4829153076, "4829153076"),
        ("4829 153 076", "4829153076"),
        ("4829-153\u00a0076", "4829153076"),
        ("HĐ 12/2026", "HĐ 12/2026"),
        ("KH 1234567890", "KH 1234567890"),
        ("12 34", "12 34"),
    ],
)
def test_a_code_is_found_however_it_was_copied(typed: Raw, code: str) -> None:
    assert said(CODE, typed) == code


@pytest.mark.parametrize(
    "typed",
    [
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "(0912) 345 678",
        "+84 912 345 678",
        "+84 (0)912 345 678",
        "0084 912345678",
        "84912345678",
        "\u200e0912345678\u202c",
        "912345678",
        912345678.0,
        84912345678.0,
        "anh Nam 0912345678",
        "0912345678 (vợ), gọi sau 17h",
    ],
)
def test_a_phone_number_is_one_number_however_it_is_typed(typed: Raw) -> None:
    assert said(PHONE, typed) == "+84912345678"


@pytest.mark.parametrize(
    ("typed", "shown", "stored"),
    [
        ("+84912345678", "0912 345 678", "0912345678"),
        ("02438123456", "024 3812 3456", "02438123456"),
        ("19001234", "1900 1234", "19001234"),
        ("1900 545 458", "1900 545458", "1900545458"),
        ("+1 650 253 0000", "+1 650-253-0000", "+16502530000"),
        ("01234567890", "01234567890", "01234567890"),
    ],
)
def test_a_phone_number_is_shown_as_people_dial_it(
    typed: str, shown: str, stored: str
) -> None:
    value = said(PHONE, typed)
    assert (phone_text(str(value)), PHONE.write(value)) == (shown, stored)


@pytest.mark.parametrize(
    "typed",
    [
        "gọi tổng đài",
        "mua hôm 19.7.2020, giá 3 990 000",
        "113",
        "0912345678 / 0987654321",
        "0912345678; 0987654321",
        "1800-FLOWERS",
        "9.12E+08",
        "091234567",
        "024 1234 567",
        "0912345678 - 0987654321",
        "0" * 30,
        "+84",
        True,
        date(2026, 3, 6),
        3.5,
    ],
)
def test_what_is_no_phone_number_is_told(typed: Raw) -> None:
    assert refusal(PHONE, typed).endswith("một số điện thoại, ví dụ 0912 345 678.")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Nam.Tran@EXAMPLE.com ", "Nam.Tran@example.com"),
        ("Trần Nam <nam@example.com>", "nam@example.com"),
        ("mailto:nam@example.com", "nam@example.com"),
        ("nam\u200b@example.com", "nam@example.com"),
        ("ａｎ@example.com", "an@example.com"),
        ("“an@example.com”", "an@example.com"),
        ("an@công-ty.vn", "an@công-ty.vn"),
    ],
)
def test_an_address_is_read_without_its_wrapping(typed: str, address: str) -> None:
    assert said(EMAIL, typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "nam",
        "nam@",
        "nguyễn.an@example.com",
        "‘an’@example.com",
        "a@example.com, b@example.com",
        "a@b\nBcc: c@example.com",
        5,
    ],
)
def test_what_is_no_address_is_told(typed: Raw) -> None:
    assert refusal(EMAIL, typed).endswith("một địa chỉ e-mail, ví dụ ten@example.com.")


@pytest.mark.parametrize(
    "typed", ["https://example.com/a b", "tủ 3, ngăn 2", "bb-12.pdf"]
)
def test_a_link_may_be_any_place_where_a_paper_lies(typed: str) -> None:
    assert said(LINK, typed) == typed


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", " JavaScript : x", "data:text/html,x"]
)
def test_a_link_that_would_run_something_is_refused(typed: str) -> None:
    assert "https://" in refusal(LINK, typed)


@pytest.mark.parametrize(
    "typed", [True, 1, 1.0, "Có", "co", "x", "X", "✓", "✔️", "TRUE"]
)
def test_a_tick_is_read_in_all_its_forms(typed: Raw) -> None:
    assert said(YES, typed) is True


@pytest.mark.parametrize(
    "typed", [False, 0, 0.0, "Không", "KHONG", "false", "chưa", "☐"]
)
def test_a_no_is_read_in_all_its_forms(typed: Raw) -> None:
    assert said(YES, typed) is False


def test_what_is_neither_yes_nor_no_is_told() -> None:
    assert refusal(YES, "để xem") == (
        "Không hiểu “để xem”: xin đánh dấu ô, hoặc nhập Có hay Không."
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2 Nghiêm trọng", "2 Nghiêm trọng"),
        ("2 nghiem trong", "2 Nghiêm trọng"),
        ("nghiêm trọng", "2 Nghiêm trọng"),
        ("2", "2 Nghiêm trọng"),
        (2.0, "2 Nghiêm trọng"),
        ("khẩn", "3 Khẩn cấp"),
        (unicodedata.normalize("NFD", "Khẩn cấp"), "3 Khẩn cấp"),
    ],
)
def test_a_choice_is_known_by_part_of_it(typed: Raw, meant: str) -> None:
    assert said(choice("severity"), typed) == meant


@pytest.mark.parametrize("typed", ["▲", "qua han", "▲ Quá hạn"])
def test_a_choice_is_known_by_its_sign(typed: str) -> None:
    assert said(choice("flag"), typed) == "▲ Quá hạn"


def test_what_fits_no_choice_is_told_with_the_choices() -> None:
    assert refusal(choice("severity"), "vừa") == (
        "Không hiểu “vừa”: xin chọn trong danh sách: "
        "1 Thông thường; 2 Nghiêm trọng; 3 Khẩn cấp."
    )


def test_of_many_choices_the_first_are_told() -> None:
    many = Conditions(ZONE, CONDITIONS.today, {"day": tuple("ABCDEF")})
    with pytest.raises(Unreadable, match=r": A; B; C; D; E; v\.v\.$"):
        choice("day").read("vừa", many)


def test_what_begins_several_choices_is_told() -> None:
    of_two = Conditions(ZONE, CONDITIONS.today, {"unit": ("Kho Bắc", "Kho Nam")})
    with pytest.raises(Unreadable, match="Kho Bắc; Kho Nam"):
        choice("unit").read("kho", of_two)


@pytest.mark.parametrize("typed", ["Khác: Cho thuê xe", "khac : thuê; mướn", "Khác:"])
def test_other_with_words_of_one_s_own_is_other(typed: str) -> None:
    listed = Conditions(ZONE, CONDITIONS.today, {"to": ("Khách sạn", "Khác")})
    assert choice("to").read(typed, listed) == "Khác"


def test_other_means_nothing_where_the_list_does_not_hold_it() -> None:
    listed = Conditions(ZONE, CONDITIONS.today, {"to": ("Khách sạn", "Nhà hàng")})
    with pytest.raises(Unreadable, match="Khách sạn; Nhà hàng"):
        choice("to").read("Khác: Cho thuê xe", listed)


def test_one_of_several_choices_may_be_other_with_words() -> None:
    listed = Conditions(ZONE, CONDITIONS.today, {"to": (*WANTED, "Khác")})
    meant = choices("to").read("Xin lỗi; Khác: gọi lại", listed)
    assert meant == ("Xin lỗi", "Khác")


def test_where_a_list_is_empty_anything_goes() -> None:
    assert said(choice("empty"), "Gói cước mới") == "Gói cước mới"


@pytest.mark.parametrize(
    "typed",
    [
        "Xin lỗi; Sửa hồ sơ, giấy tờ",
        "xin loi ;sua ho so, giay to;",
        "Xin lỗi\nSửa hồ sơ",
        "Xin lỗi; Xin lỗi; Sửa",
    ],
)
def test_several_choices_stand_in_one_cell(typed: str) -> None:
    assert said(choices("wanted"), typed) == ("Xin lỗi", "Sửa hồ sơ, giấy tờ")


def test_several_choices_of_a_google_drop_down_stand_apart_by_commas() -> None:
    assert said(choices("wanted"), "Xin lỗi, Tôi chưa rõ") == ("Xin lỗi", "Tôi chưa rõ")


def test_one_wrong_choice_of_several_is_named() -> None:
    assert refusal(choices("wanted"), "Xin lỗi; Tiền").startswith("Không hiểu “Tiền”")


def test_a_refusal_shows_a_long_text_shortened_and_in_one_line() -> None:
    assert refusal(YES, "rất\r\ndài " * 20).startswith(
        f"Không hiểu “{'rất dài ' * 4}rất dài…”"
    )


# What holds for everything that a cell can hold.

TEXTS = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
LIKELY = st.text("0123456789 .,/-:;+@hgtrkđ₫nămÁx\n", max_size=24)
MOMENTS = st.datetimes() | st.datetimes(
    timezones=st.sampled_from([ZONE, UTC, timezone(timedelta(hours=-12))])
)
RAWS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    MOMENTS,
    TEXTS,
    LIKELY,
)


@by_kind
@given(raw=RAWS)
@example(float("nan"))
@example(float("inf"))
@example(1e308)
@example(10**5000)
@example(-(10**400))
@example(datetime.max)  # noqa: DTZ901 - a cell has no zone
@example(datetime.min)  # noqa: DTZ901 - as above
@example(datetime.max.replace(tzinfo=UTC))
@example(date.max)
@example("9" * 5000)
@example("\ud800")
def test_no_cell_stops_the_desk_and_what_is_read_can_be_written(
    kind: Kind, raw: Raw
) -> None:
    try:
        value = said(kind, raw)
    except Unreadable as refused:
        assert str(refused).startswith("Không hiểu “")  # noqa: PT017 - the other half of the property
    else:
        assert said(kind, kind.write(value)) == value


def moment_in_zone(moment: datetime) -> datetime:
    return moment.replace(microsecond=0, tzinfo=ZONE)


VISIBLE = st.text(max_size=60).map(clean).filter(lambda text: text[:1].isalnum())
PLAIN = VISIBLE.filter(lambda text: ";" not in text and "\n" not in text)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "TEXT": VISIBLE,
    "LONG": VISIBLE,
    "CODE": st.from_regex(r"F0[12]-20[0-9]{2}-[0-9]{4,6}|[0-9]{10}", fullmatch=True),
    "PHONE": st.from_regex(r"\+84(9|3|24)[0-9]{8}", fullmatch=True),
    "EMAIL": st.from_regex(
        r"[a-z0-9]{1,9}(\.[A-Z]{1,3})?@[a-z]{1,9}\.vn", fullmatch=True
    ),
    "MOMENT": st.datetimes().map(moment_in_zone),
    "PAST_MOMENT": st.datetimes().map(moment_in_zone),
    "DAY": st.dates(),
    "PAST_DAY": st.dates(),
    "TIME": st.times().map(lambda shown: f"{shown:%H:%M}"),
    "NUMBER": st.floats(allow_nan=False, allow_infinity=False),
    "MONEY": st.integers(0, 10**15 - 1),
    "YES": st.booleans(),
    "choice": st.sampled_from(SEVERITY),
    "free choice": VISIBLE,
    "choices": st.lists(st.sampled_from(WANTED), min_size=1, unique=True).map(tuple),
    "free choices": st.lists(PLAIN, min_size=1, unique=True).map(tuple),
}


@pytest.mark.parametrize("name", VALUES)
@given(data=st.data())
def test_every_value_comes_back_from_its_cell(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[name])
    assert said(KINDS[name], KINDS[name].write(value)) == value


@pytest.mark.parametrize("name", ["MONEY", "NUMBER"])
@given(data=st.data())
def test_every_number_comes_back_from_a_book_that_knows_only_floats(
    name: str, data: st.DataObject
) -> None:
    value = data.draw(VALUES[name])
    assert said(KINDS[name], float(value)) == value


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def _stands_in_xml(sign: str) -> bool:
    """The rule of XML 1.0, section 2.2."""
    ranges = ((" ", "\ud7ff"), ("\ue000", "\ufffd"), ("\U00010000", "\U0010ffff"))
    return sign in "\t\n\r" or any(low <= sign <= high for low, high in ranges)


@given(TEXTS)
def test_clean_text_can_stand_in_any_xml(text: str) -> None:
    assert all(_stands_in_xml(sign) for sign in clean(text))


def test_hours_of_work_come_back_from_their_cell() -> None:
    typed = said(KINDS["HOURS"], "8h-12h, 13h30 đến 17:00")
    assert spans(str(typed)) == (
        (time(8), time(12)),
        (time(13, 30), time(17)),
    )


TEAM = ("Trần Thu Hà", "Phạm Thu Thuỷ", "Vũ Hoài An", "Đỗ Quang Huy")


@pytest.mark.parametrize("typed", ["Hà", "Thu Hà", "Ha Tran", "chị Hà", "hà trần thu"])
def test_a_person_is_known_by_the_name_that_colleagues_use(typed: str) -> None:
    assert read_choice(typed, TEAM) == "Trần Thu Hà"


def test_where_two_people_may_be_meant_both_are_offered() -> None:
    with pytest.raises(Unreadable, match=r"danh sách: Trần Thu Hà; Phạm Thu Thuỷ[.]"):
        read_choice("Thu", TEAM)


@pytest.mark.parametrize(
    ("typed", "named", "meant"),
    [
        ("KN", "kind", "Khiếu nại"),
        ("góp", "kind", "Góp ý"),
        ("Cấp 2", "severity", "2 Nghiêm trọng"),
        ("cấp độ 3", "severity", "3 Khẩn cấp"),
    ],
)
def test_a_choice_is_known_by_what_people_call_it(
    typed: str, named: str, meant: str
) -> None:
    assert read_choice(typed, LISTS[named]) == meant


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Đồng ý", "customer_view"),
        ("phản hồi", "customer_view"),
        ("liên hệ được", "customer_agree"),
        ("giữ cam kết", "topic"),
    ],
)
def test_half_of_a_choice_that_denies_is_never_taken_for_it(
    typed: str, named: str
) -> None:
    with pytest.raises(Unreadable):
        read_choice(typed, LISTS[named])


DENYING = [
    (name, option)
    for name, options in LISTS.items()
    for option in options
    if fold(option).startswith(("khong ", "chua "))
]


@pytest.mark.parametrize(("named", "denying"), DENYING)
def test_in_no_list_is_what_is_denied_taken_for_the_denial(
    named: str, denying: str
) -> None:
    denied = denying.partition(" ")[2]
    assert find(denied, LISTS[named]) != denying


@pytest.mark.parametrize("typed", ["không đồng ý", "khong dong", "Không đồng"])
def test_a_denial_is_known_by_some_of_its_words_with_its_no(typed: str) -> None:
    assert read_choice(typed, LISTS["customer_view"]) == "Không đồng ý"
