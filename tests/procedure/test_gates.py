"""Gates: a cell counts only with what stands beside it; a sentence says what lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.casework import lifecycle, sentence, stamps
from sheets_schema.company import prefill
from sheets_schema.procedure import pack
from sheets_schema.procedure.conditions import allowed, says
from sheets_schema.procedure.course import CASE
from sheets_schema.procedure.gates import (
    Another,
    Beside,
    ByAuthority,
    Gate,
    Holds,
    OfRole,
    Stamp,
    later,
)
from sheets_schema.words import Role
from tests.casework.drawn import NOW, PEOPLE, case, limits, office, under

if TYPE_CHECKING:
    from sheets_schema.casework.case import Case
    from sheets_schema.company.office import Office

HEAD, DIRECTOR, GENERAL = "Phạm Thu Thuỷ", "Lê Minh Quân", "Vũ Hoài An"
BY_AUTHORITY = Gate(
    "f02.decision",
    (
        ByAuthority(
            "f02.decided_by",
            kinds="f02.remedy_kind",
            severity="f01.severity",
            amount="f02.amount",
        ),
    ),
)
BY_HEAD = Gate("f02.closed_by", (OfRole("f02.closed_by", (Role.HEAD,)),))
BY_ANOTHER = Gate(
    "f02.check_result", (Another("f02.checked_by", than=("f02.done_by",)),)
)
AFTER = Gate("f02.decision", (later("f02.decided_at", than="f02.asked_at"),))
SIGNED = Gate(
    "f02.verdict",
    (
        Holds(
            says("f02.minutes_signed", "Hai bên đã ký"),
            "cần biên bản hai bên đã ký",
        ),
    ),
    when=allowed("anonymous"),
)


def told(gate: Gate, one: Case, by: Office | None = None) -> str:
    return gate.lack(one, by or office("hop-nhat", authority=AUTHORITY), NOW)


AUTHORITY = prefill.authority(pack.read("hop-nhat"))


NOT_APPROVED = "Quyết định phương án “Duyệt” chưa được tính: "


def may_not(name: str, role: str, who: str) -> str:
    """What is told of a name that may not approve."""
    return f"{NOT_APPROVED}{name} không giữ vai trò {role}, cần tên của {who}."


def decided(by: str, **cells: Any) -> Case:
    level = cells.pop("severity", "1")
    slip = {"decision": "Duyệt", "decided_by": by, "remedy_kind": "Xin lỗi", **cells}
    return case(slip, kind="Khiếu nại", severity=level)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (decided(HEAD, amount="2.000.000"), ""),
        (
            decided(HEAD, amount="2.000.001"),
            may_not(HEAD, "Giám đốc", DIRECTOR),
        ),
        (decided(DIRECTOR, amount="20.000.000", severity="2"), ""),
        (
            decided(DIRECTOR, amount="25.000.000"),
            may_not(DIRECTOR, "Tổng Giám đốc", GENERAL),
        ),
        (decided(GENERAL, amount="25.000.000"), ""),
        # no amount fits no line that names one
        (
            decided(HEAD),
            may_not(HEAD, "Tổng Giám đốc", GENERAL),
        ),
        # every chosen kind has to be listed
        (
            decided(HEAD, amount="0", remedy_kind="Xin lỗi; Thay đổi dịch vụ"),
            may_not(HEAD, "Giám đốc", DIRECTOR),
        ),
        # an empty name is asked for as a missing cell
        (decided("", amount="25.000.000"), ""),
    ],
)
def test_n9_a_decision_counts_with_the_name_that_the_authority_permits(
    one: Case, sentence: str
) -> None:
    assert told(BY_AUTHORITY, one) == sentence


def test_where_no_line_of_authority_fits_the_sentence_says_so() -> None:
    nobody = office("hop-nhat", authority=AUTHORITY[:1])
    assert told(BY_AUTHORITY, decided(GENERAL, amount="25.000.000"), nobody) == (
        f"{NOT_APPROVED}tab Thẩm quyền không có dòng nào khớp."
    )


def away(name: str, deputy: str) -> Office:
    """An office in which somebody is away this week."""
    gone = {"away_from": "2/3/2026", "away_to": "8/3/2026", "deputy": deputy}
    people = tuple({**it, **gone} if it["name"] == name else it for it in PEOPLE)
    return office("hop-nhat", authority=AUTHORITY, person=people)


@pytest.mark.parametrize(
    ("name", "by", "counts"),
    [
        (HEAD, office(), True),
        ("Trần Thu Hà", office(), False),
        ("Trần Thu Hà", away(HEAD, "Trần Thu Hà"), True),
        ("Đỗ Quang Huy", away(HEAD, "Trần Thu Hà"), False),
    ],
    ids=["the head", "a clerk", "the deputy", "somebody else"],
)
def test_a_name_counts_by_its_role_or_as_the_deputy_of_somebody_away(
    name: str, by: Office, *, counts: bool
) -> None:
    one = case({"closed_by": name}, kind="Khiếu nại")
    assert BY_HEAD.counts(one, by, NOW) == counts


def test_a_role_that_nobody_holds_is_held_by_the_head() -> None:
    alone = tuple(it for it in PEOPLE if it["name"] in {HEAD, "Đỗ Quang Huy"})
    by = office("hop-nhat", authority=AUTHORITY, person=alone)
    assert told(BY_AUTHORITY, decided(HEAD, amount="25.000.000"), by) == ""


def test_q18_the_check_counts_with_another_name_than_the_doers() -> None:
    names = ({"done_by": "Đỗ Quang Huy"}, {"done_by": "Trần Thu Hà"})
    checked = {"check_result": "Đạt", "checked_by": "Trần Thu Hà"}
    cases = (case({**checked, **name}, kind="Khiếu nại") for name in names)
    other, same = (told(BY_ANOTHER, one) for one in cases)
    assert other == ""
    assert same == (
        "Kết quả kiểm tra “Đạt” chưa được tính: "
        "Trần Thu Hà cũng là Người thực hiện, cần một người khác."
    )


def test_a_decision_older_than_what_was_presented_does_not_count() -> None:
    one = decided(DIRECTOR, asked_at="7/3/2026 9:00")
    assert told(AFTER, one) == (f"{NOT_APPROVED}Duyệt lúc phải sau Trình duyệt lúc.")


def test_q11_what_a_gate_asks_may_hang_on_a_switch_of_the_procedure() -> None:
    one = case({"verdict": "Đúng"}, kind="Khiếu nại")
    companies = (limits(anonymous=said) for said in ("Có", "Không"))
    assert [told(SIGNED, under(one, by), by) for by in companies] == [
        "Kết luận “Đúng” chưa được tính: cần biên bản hai bên đã ký.",
        "",
    ]


def test_what_does_not_count_is_not_stamped_and_the_slip_says_why() -> None:
    stamp = Stamp("f02.decided_at", gate=BY_AUTHORITY)
    course = replace(CASE, gates=(BY_AUTHORITY,), stamps=(stamp,))
    by = office("hop-nhat", authority=AUTHORITY)
    clerk, general = (
        undecided(decided(name, amount="25.000.000"))
        for name in ("Trần Thu Hà", GENERAL)
    )
    verdict = lifecycle.judge(clerk, by, now=NOW, course=course)
    assert "cần tên của Vũ Hoài An" in sentence.of_slip(clerk, verdict, by)
    found = [
        stamps.new_on_slip(one, by, now=NOW, course=course) for one in (clerk, general)
    ]
    assert found == [{}, {"decided_at": NOW}]


def undecided(one: Case) -> Case:
    """The case before a review has set the moment of the decision."""
    return replace(one, slips=(one.slips[0].saying({"decided_at": None}),))


def test_a_gate_asks_for_the_cells_beside_it() -> None:
    gate = Gate("f01.leader_decision", (Beside("f01.leader_by"),))
    (asked,) = gate.requirements
    one = case(kind="Góp ý", leader_decision="Áp dụng")
    assert (asked.words, asked.when.holds(one)) == ("Người quyết định", True)
