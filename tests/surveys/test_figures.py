"""Figures of a year against a plain calculation, slip by slip."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.reading.typed import Raw
from sheets_schema.records import Row
from sheets_schema.surveys import survey
from sheets_schema.surveys.counting import CHUNK
from sheets_schema.surveys.figures import Summary, nps
from sheets_schema.surveys.question import Voice
from sheets_schema.surveys.survey import SurveyTabs

Cells = Mapping[str, Raw]

OVERALL: Cells = {"id": "q1", "scale": "1-5", "not_applicable": "6", "track": "chung"}
ADVISE: Cells = {"id": "q2", "scale": "0-10", "track": "giới thiệu"}
EASE: Cells = {"id": "q3", "scale": "1-7", "track": "dễ"}
WISH: Cells = {"id": "q4", "text": "Kiến nghị của Quý khách"}


def rows(cells: Sequence[Cells]) -> list[Row]:
    return [
        Row(line, {key: raw for key, raw in one.items() if raw is not None})
        for line, one in enumerate(cells, 3)
    ]


def summary(
    *answers: Cells,
    questions: tuple[Cells, ...] = (OVERALL, ADVISE, EASE, WISH),
    campaigns: tuple[Cells, ...] = (),
    invites: tuple[Cells, ...] = (),
) -> Summary:
    of = [rows(tab) for tab in (campaigns, questions, invites, answers)]
    return survey.summarise(SurveyTabs(*of), year=2026)


def slips(year: int, column: str, *cells: Raw) -> list[Cells]:
    return [{"campaign": f"KS-{year}", column: cell} for cell in cells]


MARKS = st.lists(
    st.one_of(st.none(), st.integers(0, 7), st.sampled_from(["3", "6", "x"])),
    min_size=1,
    max_size=60,
)


def valid(cells: list[Raw]) -> list[Fraction]:
    said = [int(str(cell)) for cell in cells if str(cell).isdigit()]
    return [Fraction(mark) for mark in said if 1 <= mark <= 5]


@given(MARKS, MARKS)
def test_q29_figures_equal_a_calculation_slip_by_slip(
    now: list[Raw], before: list[Raw]
) -> None:
    found = summary(*slips(2026, "q1", *now), *slips(2025, "q1", *before))
    marks, last = valid(now), valid(before)
    if not marks:
        assert found.figures == ()
        return
    (figure,) = found.figures
    good = Fraction(sum(mark >= 4 for mark in marks), len(marks))
    assert figure.marks.n == len(marks)
    assert figure.marks.mean == float(mean(marks))
    assert figure.share == float(good)
    assert figure.marks.counts == {m: marks.count(Fraction(m)) for m in range(1, 6)}
    assert figure.share_before == (
        float(Fraction(sum(m >= 4 for m in last), len(last))) if last else None
    )


def test_the_three_measures_have_their_own_good_marks() -> None:
    found = summary(
        *slips(2026, "q1", 5, 4, 3, 1),
        *slips(2026, "q2", 10, 9, 8, 7, 6, 0),
        *slips(2026, "q3", 7, 6, 5, 4),
    )
    satisfied, advised, eased = found.figures
    assert satisfied.share == 0.5
    assert nps(advised.question, advised.marks) == 0
    assert eased.share == 0.75


def test_who_skips_the_recommendation_is_not_in_its_denominator() -> None:
    (figure,) = summary(*slips(2026, "q2", 10, 9, None, None, "")).figures
    assert nps(figure.question, figure.marks) == 100


def test_the_type_of_a_question_goes_before_its_scale() -> None:
    ten: Cells = {"id": "q1", "type": "Mức hài lòng 1–5", "scale": "1-10"}
    (figure,) = summary(*slips(2026, "q1", 10, 9, 8, 1), questions=(ten,)).figures
    assert figure.share == 0.5


def test_questions_without_a_common_track_are_not_compared() -> None:
    untracked = {**OVERALL, "track": None}
    answers = (*slips(2026, "q1", 5), *slips(2025, "q1", 1))
    (figure,) = summary(*answers, questions=(untracked,)).figures
    assert figure.before is None


def test_a_question_that_moved_is_found_by_its_track() -> None:
    moved = {**OVERALL, "id": "q9", "campaign": "KS-2025"}
    now = {**OVERALL, "campaign": "KS-2026"}
    answers = (*slips(2026, "q1", 5, 5), *slips(2025, "q9", 5, 1))
    (figure,) = summary(*answers, questions=(moved, now)).figures
    assert figure.change == 50


def test_a_change_of_scale_ends_the_comparison() -> None:
    old: Cells = {**OVERALL, "id": "q9", "scale": "1-10", "campaign": "KS-2025"}
    new: Cells = {**OVERALL, "campaign": "KS-2026"}
    answers = (*slips(2026, "q1", 5), *slips(2025, "q9", 10))
    (figure,) = summary(*answers, questions=(old, new)).figures
    assert figure.before is None


def test_a_change_within_chance_is_not_clear() -> None:
    few = (*slips(2026, "q1", *[5] * 8, *[1] * 2), *slips(2025, "q1", *[5, 1] * 5))
    many = (
        *slips(2026, "q1", *[5] * 800, *[1] * 200),
        *slips(2025, "q1", *[5, 1] * 500),
    )
    assert not summary(*few).figures[0].clear
    assert summary(*many).figures[0].clear


def test_an_answer_belongs_to_the_year_in_which_its_campaign_starts() -> None:
    campaign: Cells = {"id": "KS-2026", "start": date(2025, 12, 29)}
    answers = slips(2026, "q1", 5, 4)
    assert summary(*answers).slips == 2
    assert summary(*answers, campaigns=(campaign,)).slips == 0


def test_an_answer_without_a_campaign_belongs_to_the_year_in_which_it_came() -> None:
    came = datetime(2026, 3, 2, 9)
    found = summary({"at": came, "q1": 5}, {"q1": 4})
    assert (found.slips, found.undated) == (1, 1)


@pytest.mark.parametrize(
    "slip",
    [
        {"campaign": 2026.0},
        {"campaign": "Đợt khách hàng truyền thống", "at": date(2026, 3, 2)},
        {"at": "02/03/2026"},
    ],
)
def test_an_answer_finds_its_year_however_it_is_told(slip: Cells) -> None:
    assert summary({**slip, "q1": 5}).slips == 1


def test_values_outside_the_scale_are_told_even_where_nothing_else_stands() -> None:
    found = summary(*slips(2026, "q1", 9, 9, "tốt"))
    ((question, values),) = found.outside
    assert (question.id, values) == ("q1", {"9": 2, "tốt": 1})
    assert "q1" in {question.id for question in found.silent}


def test_a_scale_that_cannot_be_read_is_told_and_stops_nothing() -> None:
    odd: Cells = {"id": "q5", "scale": "tốt/xấu"}
    found = summary(*slips(2026, "q1", 5), questions=(OVERALL, odd))
    assert [problem.line for problem in found.problems] == [4]
    assert len(found.figures) == 1


@pytest.mark.parametrize(
    ("asked", "voice"),
    [
        ("Điều Quý khách hài lòng nhất", Voice.PRAISE),
        ("Điều Quý khách chưa hài lòng", Voice.REGRET),
        ("Kiến nghị của Quý khách", Voice.WISH),
        ("Vì sao?", Voice.OTHER),
    ],
)
def test_q29_words_are_sorted_into_satisfied_dissatisfied_and_wishes(
    asked: str, voice: Voice
) -> None:
    question: Cells = {"id": "q4", "text": asked}
    found = summary(*slips(2026, "q4", "Một ý kiến"), questions=(question,))
    assert [opinions.voice for opinions in found.opinions] == [voice]


def test_nothing_to_say_is_no_opinion() -> None:
    (opinions,) = summary(
        *slips(2026, "q4", "Không có", "-", "không.", None, "Thêm chỗ để xe")
    ).opinions
    assert (opinions.words.n, opinions.words.nothing) == (1, 3)
    assert opinions.words.sample == ["Thêm chỗ để xe"]


def test_several_choices_of_one_slip_count_once_each() -> None:
    asked: Cells = {"id": "q5", "type": "Nhiều lựa chọn", "track": "kênh"}
    answers = (
        *slips(2026, "q5", "Web; Điện thoại", "Web;Web", None),
        *slips(2025, "q5", "Web"),
    )
    (found,) = summary(*answers, questions=(asked,)).choices
    assert (found.n, found.chosen) == (2, {"Web": 2, "Điện thoại": 1})
    assert (found.n_before, found.before) == (1, {"Web": 1})


def test_yes_is_yes_however_it_was_typed() -> None:
    asked: Cells = {"id": "q5", "type": "Có/Không"}
    answers = slips(2026, "q5", "Có", "có", "x", 1, "Không")
    (found,) = summary(*answers, questions=(asked,)).choices
    assert found.chosen == {"Có": 4, "Không": 1}


INVITES: tuple[Cells, ...] = (
    *({"campaign": "KS-2026", "customer": f"KH-{n}"} for n in range(8)),
    *({"campaign": "KS-2026", "delivery": "Trả lại"} for _ in range(2)),
    {"campaign": "KS-2025"},
)


def test_the_response_rate_is_told_both_ways() -> None:
    done: list[Cells] = [
        {"campaign": "KS-2026", "q1": 5, "complete": percent}
        for percent in (100, None, 80, 79, 50, 49)
    ]
    response = summary(*done, invites=INVITES).response
    assert response is not None
    assert (response.of_reached, response.of_invited) == (3 / 8, 3 / 10)
    assert response.partial == 2


def test_without_invitations_there_is_no_response_rate() -> None:
    assert summary(*slips(2026, "q1", 5), invites=INVITES[-1:]).response is None


def test_an_answer_outside_the_campaigns_that_invited_raises_no_rate() -> None:
    answers: tuple[Cells, ...] = (
        {"campaign": "KS-2026", "q1": 5},
        {"campaign": "HN-2026", "q1": 5},
    )
    response = summary(*answers, invites=INVITES).response
    assert response is not None
    assert response.completed == 1


def test_an_anonymous_survey_withholds_fewer_than_five() -> None:
    secret: Cells = {"id": "KS-2026", "mode": "Ẩn danh"}
    answers = (*slips(2026, "q1", 5, 4, 3, 2), *slips(2026, "q3", 7, 7, 7, 7, 7))
    found = summary(*answers, campaigns=(secret,))
    assert [figure.withheld for figure in found.figures] == [True, False]


def test_answers_are_counted_across_chunks() -> None:
    size = CHUNK * 2 + 1
    many = (
        Row(3 + n, {"campaign": "KS-2026", "q1": n % 5 + 1, "q4": f"ý {n}"})
        for n in range(size)
    )
    tabs = SurveyTabs((), rows((OVERALL, WISH)), (), many)
    found = survey.summarise(tabs, year=2026)
    assert (found.figures[0].marks.n, found.opinions[0].words.n) == (size, size)


@given(st.permutations([f"Kiến nghị số {n}" for n in range(40)]))
def test_the_same_words_are_quoted_whatever_the_order_of_the_rows(
    texts: list[str],
) -> None:
    (opinions,) = summary(*slips(2026, "q4", *texts)).opinions
    (again,) = summary(*slips(2026, "q4", *sorted(texts))).opinions
    assert opinions.words.sample == again.words.sample


def twice(number: int) -> list[Cells]:
    """A customer's slip, and another one with a better mark after it."""
    slip: Cells = {"campaign": "KS-2026", "customer": f"KH-{number}", "complete": 100}
    return [
        {**slip, "q1": 5, "at": datetime(2026, 10, 9)},
        {**slip, "q1": 2, "at": datetime(2026, 10, 7)},
    ]


def test_a_customer_who_answers_twice_counts_once_with_the_last_slip() -> None:
    invites = [{"campaign": "KS-2026", "customer": f"KH-{n}"} for n in range(60)]
    again = {"campaign": "KS-2026", "customer": "kh-7"}
    done = [slip for number in range(20) for slip in twice(number)]
    found = summary(*done, invites=(*invites, again))
    assert found.response is not None
    assert (found.response.completed, found.response.invited) == (20, 60)
    assert (found.slips, found.repeated) == (20, 20)
    assert found.figures[0].share == 1


def test_slips_without_a_customer_count_each() -> None:
    found = summary(*slips(2026, "q1", 5, 5, 4), *slips(2025, "q1", 3))
    assert (found.slips, found.slips_before, found.repeated) == (3, 1, 0)


def test_a_customer_may_answer_in_every_campaign() -> None:
    one: Cells = {"customer": "KH-1", "q1": 5}
    found = summary({**one, "campaign": "KS-2026-1"}, {**one, "campaign": "KS-2026-2"})
    assert (found.slips, found.repeated) == (2, 0)


def test_nobody_is_reached_less_often_than_they_answer() -> None:
    called: list[Cells]
    called = [{"campaign": "KS-2026", "customer": f"KH-{n}"} for n in range(4)]
    back: list[Cells] = [{**one, "delivery": "Trả lại"} for one in called[:3]]
    done: list[Cells] = [{**one, "q1": 4} for one in called[:2]]
    response = summary(*done, invites=(*back, called[3])).response
    assert response is not None
    assert (response.of_reached, response.of_invited) == (None, 2 / 4)
