import re
from collections.abc import Mapping
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from sheets_schema.books.shelf import BOOK_OF
from sheets_schema.cells import Conditions, Raw
from sheets_schema.choices import LISTS
from sheets_schema.company import prefill
from sheets_schema.entry import read, read_all
from sheets_schema.procedure import pack
from sheets_schema.procedure import policy as rules
from sheets_schema.procedure.course import IN_USE
from sheets_schema.procedure.pack import UnknownPack
from sheets_schema.records import Row
from sheets_schema.surveys import question
from sheets_schema.timing.weekdays import SpecialDay
from sheets_schema.words import Role
from sheets_schema.writing import letters
from sheets_schema.writing.kinds import KINDS

CONDITIONS = Conditions(ZoneInfo("Asia/Ho_Chi_Minh"), date(2026, 3, 6), LISTS)
DAYS = (
    SpecialDay(date(2026, 4, 30), "Nghỉ lễ", "Ngày Chiến thắng", source="Điều 112"),
    SpecialDay(date(2026, 8, 22), "Làm bù", "Làm bù", ((time(8), time(12)),)),
)
DEFAULT = pack.read("hop-nhat")
FILLED: Mapping[str, prefill.RawRows] = {
    "policy": prefill.policy(DEFAULT),
    "authority": prefill.authority(DEFAULT),
    "hours": prefill.hours(),
    "calendar": prefill.calendar(DAYS),
    "choice": prefill.choice(),
    "letter": prefill.letter(),
    "unit": prefill.unit("Bộ phận CSKH", head="Trần Thu Hà", email="cskh@example.com"),
    "person": prefill.person(
        "Trần Thu Hà", email="ha@example.com", unit="Bộ phận CSKH"
    ),
    "document": prefill.document(),
    "question": prefill.question("Công ty An Bình"),
}
PACKS = pack.keys()
every_pack = pytest.mark.parametrize("key", PACKS)
LETTERS = pack.load("texts", "letters")["letter"]
every_letter = pytest.mark.parametrize("said", LETTERS, ids=lambda said: said["key"])

FIRST_CONTACT = {"C01", "C01h", "C11", "C11k"}
BANNED = (
    "khách quan",
    "theo quy định của công ty",
    "hiểu nhầm",
    "rất tiếc vì sự bất tiện",
    "nguyên nhân",
    "nếu quý khách cảm thấy",
    "trả lời thư này",
    "không hợp lệ",
    "vui lòng",
)


def rows(filled: prefill.RawRows) -> tuple[Row, ...]:
    return tuple(Row(line, cells) for line, cells in enumerate(filled, 3))


def limits(key: str) -> rules.Procedure:
    filled = prefill.policy(pack.read(key))
    entries = read_all(BOOK_OF["policy"]["policy"], rows(filled), CONDITIONS)
    found, problems = rules.of(entries, CONDITIONS)
    assert problems == ()
    return found


def amount(key: str, limit: str) -> tuple[float, str]:
    held = limits(key).limit(limit, CONDITIONS.today)
    assert held
    return held.amount, held.unit


@pytest.mark.parametrize("tab", FILLED)
def test_a_new_book_holds_only_what_the_desk_can_read(tab: str) -> None:
    table = BOOK_OF[tab][tab]
    for row in rows(FILLED[tab]):
        assert set(row.cells) <= set(table.by_key)
        assert read(table, row, CONDITIONS).problems == ()


@pytest.mark.parametrize("tab", sorted(set(FILLED) - {"hours", "choice"}))
def test_no_two_rows_of_a_new_book_share_their_key(tab: str) -> None:
    code = BOOK_OF[tab][tab].code
    found = [cells.get(code) for cells in FILLED[tab]]
    assert None not in found
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("tab", FILLED)
def test_empty_cells_are_left_out(tab: str) -> None:
    for cells in FILLED[tab]:
        assert not [key for key, raw in cells.items() if raw is None or raw == ""]


def test_the_packs_are_those_of_the_three_procedures_and_the_merged_one() -> None:
    assert pack.keys() == ("hop-nhat", "misa", "newca", "qt912")


def test_an_unknown_pack_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownPack, match="“iso”; hiện có: hop-nhat, misa"):
        pack.read("iso")


@every_pack
def test_every_pack_says_something_of_every_limit(key: str) -> None:
    expected = [line.key for line in DEFAULT.policy]
    assert [line.key for line in pack.read(key).policy] == expected


@every_pack
def test_a_pack_changes_only_what_the_default_knows(key: str) -> None:
    own = pack.load("packs", key)["policy"]
    assert set(own) <= {line.key for line in DEFAULT.policy}


@every_pack
def test_every_limit_can_be_read_in_its_unit(key: str) -> None:
    found = limits(key)
    for line in pack.read(key).policy:
        assert line.unit in LISTS["unit_of"]
        assert isinstance(line.value, bool) == (line.unit == rules.SWITCH)
        held = found.limit(line.key, CONDITIONS.today)
        offered = line.value != "" and line.key in IN_USE
        assert (held is not None) == offered


@every_pack
def test_the_last_line_of_the_authority_fits_everything_n9(key: str) -> None:
    last = pack.read(key).authority[-1]
    assert last["decider"] in set(Role)
    assert not {"remedy_kind", "severity_to", "amount_to"} & set(last)


@pytest.mark.parametrize(
    ("key", "hour", "day"),
    [
        ("hop-nhat", "giờ làm việc", "ngày làm việc"),
        ("misa", "giờ", "ngày"),
        ("newca", "giờ làm việc", "ngày làm việc"),
        ("qt912", "giờ làm việc", "ngày làm việc"),
    ],
)
def test_only_misas_own_pack_counts_its_hour_and_day_by_the_clock_m12_m30(
    key: str, hour: str, day: str
) -> None:
    assert amount(key, "k1") == (1, hour)
    assert amount(key, "k2") == (1, day)


@pytest.mark.parametrize(
    ("switch", "on_in"),
    [
        ("approve_reply", {"misa"}),
        ("minutes_always", {"qt912"}),
        ("agree_first", {"hop-nhat", "qt912"}),
        ("direct_always", {"qt912"}),
        ("direct_first", {"hop-nhat", "qt912", "newca"}),
        ("explain_all", {"hop-nhat", "misa"}),
        ("slip_when_failed", {"hop-nhat", "qt912"}),
        ("slip_when_refused", {"hop-nhat", "newca"}),
        ("report_week", {"hop-nhat", "misa"}),
        ("report_half", {"hop-nhat", "qt912"}),
        ("report_case", {"newca"}),
    ],
)
def test_the_procedures_differ_in_their_switches_m27_q11_q16_n13(
    switch: str, on_in: set[str]
) -> None:
    lines = {(key, line.key): line for key in PACKS for line in pack.read(key).policy}
    assert {key for key in PACKS if lines[key, switch].value is True} == on_in


def test_every_plan_goes_to_the_director_in_qt912_q16() -> None:
    assert [line["decider"] for line in pack.read("qt912").authority] == ["Giám đốc"]


@every_letter
def test_a_letter_uses_only_the_places_it_declares(
    said: Mapping[str, str],
) -> None:
    template = letters.templates(
        [
            read(BOOK_OF["letter"]["letter"], row, CONDITIONS)
            for row in rows(FILLED["letter"])
        ]
    )[said["key"]]
    assert letters.problems(template, KINDS[said["key"]].places) == ()


@every_letter
def test_a_letter_uses_every_place_it_declares_in_each_language(
    said: Mapping[str, str],
) -> None:
    declared = set(KINDS[said["key"]].places)
    assert letters.places(said["subject"] + said["body"]) == declared
    if "body_en" in said:
        assert letters.places(said["subject_en"] + said["body_en"]) == declared


@every_letter
def test_customers_letters_have_an_english_twin_and_staffs_have_none(
    said: Mapping[str, str],
) -> None:
    assert ("body_en" in said) == ("subject_en" in said) == said["key"].startswith("C")


@pytest.mark.parametrize("banned", BANNED)
def test_first_contact_never_justifies_and_asks_for_no_mail_m9(banned: str) -> None:
    first = [said for said in LETTERS if said["key"] in FIRST_CONTACT]
    assert {said["key"] for said in first} == FIRST_CONTACT
    for said in first:
        assert banned not in f"{said['subject']}\n{said['body']}".lower()


@every_letter
def test_no_letter_promises_a_span_instead_of_a_moment(said: Mapping[str, str]) -> None:
    promised = re.findall(
        r"(?:trong|within) (?:vòng )?\d+ (?:giờ|ngày|hours?|days?)", said["body"]
    )
    assert promised == []


def test_the_complaints_acknowledgement_is_sorry_and_the_thanks_are_not() -> None:
    bodies = {said["key"]: said["body"] for said in LETTERS}
    assert "xin lỗi" in bodies["C01"]
    assert "xin lỗi" not in bodies["C11k"]


def test_the_survey_can_be_read_as_questions_q28() -> None:
    asked = [question.question(row) for row in rows(FILLED["question"])]
    assert [one.id for one in asked] == [f"q{number}" for number in range(1, 15)]
    assert len({one.track for one in asked}) == len(asked)
    assert "Công ty An Bình" in asked[0].text
    assert not [one for one in asked if "{" in one.text]


def test_the_surveys_own_words_are_the_three_classes_q29() -> None:
    asked = [question.question(row) for row in rows(FILLED["question"])]
    voices = [one.voice for one in asked if one.measure is question.Measure.LONG]
    assert voices[1:] == [
        question.Voice.PRAISE,
        question.Voice.REGRET,
        question.Voice.WISH,
    ]


def test_the_first_person_is_head_of_the_unit_and_administrator_m1() -> None:
    (first,) = FILLED["person"]
    assert first["role"] == f"{Role.HEAD}; {Role.ADMIN}"


def test_a_make_up_day_keeps_its_hours_and_a_day_off_has_none() -> None:
    off, made_up = FILLED["calendar"]
    assert "hours" not in off
    assert made_up["hours"] == "08:00–12:00"


def test_no_day_is_confirmed_before_a_person_has_looked() -> None:
    checked: list[Raw] = [cells.get("checked") for cells in FILLED["calendar"]]
    assert checked == [None, None]
