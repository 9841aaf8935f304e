"""Questions and answers of an older survey come into the survey book."""

from __future__ import annotations

from tests.importing.conftest import Hall, maps

QUESTIONS = """
    id,text,scale,not_applicable,track
    q1,Nhìn chung Quý khách hài lòng đến mức nào?,1-5,6,chung
    q2,Giao hàng có đúng hẹn không?,1-5,6,hen
"""
ASKED = maps(
    tab="question",
    id="id",
    text="text",
    scale="scale",
    not_applicable="not_applicable",
    track="track",
)
ANSWERS = """
    Phiếu;C1;C2;Góp ý
    1;5;6;
    2;4;0;Tốt
    3;;9;
    1;5;6;
"""
ANSWERED = (
    *maps(tab="answer", q1="C1", q2="C2"),
    "--set",
    "answer.campaign=KS-2024-0001",
)


def test_a_question_nobody_touched_gives_way_to_an_imported_one(hall: Hall) -> None:
    before = len(hall.rows("question"))
    assert hall.bring(hall.file(QUESTIONS), *ASKED)["written"] == 2
    first = hall.rows("question")[0]
    assert first.get("text") == "Nhìn chung Quý khách hài lòng đến mức nào?"
    assert (first.get("scale"), first.get("type")) == ("1-5", None)
    assert len(hall.rows("question")) == before
    assert hall.bring(hall.file(QUESTIONS), *ASKED)["written"] == 0


def test_a_question_that_a_person_changed_stays(hall: Hall) -> None:
    hall.bring(hall.file(QUESTIONS), *ASKED)
    other = hall.file(QUESTIONS.replace("Giao hàng", "Lắp đặt"), "b.csv")
    assert hall.bring(other, *ASKED)["already_there"] == 2
    assert "Giao hàng có đúng hẹn không?" in hall.cells("question", "text")


def test_each_campaign_may_ask_under_the_same_id(hall: Hall) -> None:
    for campaign in ("KS-2023-0001", "KS-2024-0001"):
        words = (*ASKED, "--set", f"question.campaign={campaign}")
        assert hall.bring(hall.file(QUESTIONS), *words)["written"] == 2


def test_marks_come_as_numbers_blanks_as_blanks_and_the_rest_is_kept(
    hall: Hall,
) -> None:
    hall.bring(hall.file(QUESTIONS), *ASKED)
    done = hall.bring(hall.file(ANSWERS), *ANSWERED)
    assert done["unmapped"] == ["Phiếu", "Góp ý"]
    assert hall.cells("answer", "q1") == [5, 4, None, 5]
    assert hall.cells("answer", "q2") == [6, 0, 9, 6]
    assert hall.cells("answer", "id") == [f"TL-2024-{n:04}" for n in range(1, 5)]


def test_values_outside_the_scale_are_told_by_the_summary(hall: Hall) -> None:
    hall.bring(hall.file(QUESTIONS), *ASKED)
    hall.bring(hall.file(ANSWERS), *ANSWERED)
    done = hall.done("run", "survey", "--summary", "2024")
    assert done["slips"] == 4


def test_a_key_counts_anew_in_each_campaign(hall: Hall) -> None:
    for year, written in ((2023, 3), (2024, 3), (2024, 0)):
        words = (*ANSWERED[:-1], f"answer.campaign=KS-{year}", "--key", "Phiếu")
        assert hall.bring(hall.file(ANSWERS), *words)["written"] == written


def test_answers_without_a_campaign_belong_to_the_year_they_are_given(
    hall: Hall,
) -> None:
    words = (*ANSWERED[:-1], "answer.at=2022")
    hall.bring(hall.file(ANSWERS), *words)
    assert hall.done("run", "survey", "--summary", "2022")["slips"] == 4


def test_forty_questions_have_a_column(hall: Hall) -> None:
    file = hall.file("A,B\n1,2")
    hall.bring(file, *maps(tab="answer", q1="A", q40="B"))
    assert hall.cells("answer", "q40") == [2]
