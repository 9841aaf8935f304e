import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.reading.typed import Raw
from sheets_schema.records import Row
from sheets_schema.report import Chart, FigureTable, Heading, Paragraph, Report
from sheets_schema.surveys import survey, survey_letter, survey_report
from sheets_schema.surveys.figures import Summary
from sheets_schema.surveys.quotes import LONGEST, shown
from sheets_schema.surveys.survey import SurveyTabs

NOW = datetime(2026, 12, 7, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ASKED = [
    {"id": "q1", "label": "Hài lòng chung", "scale": "1-5", "track": "chung"},
    {"id": "q2", "label": "Thời gian đáp ứng", "scale": "1-5", "track": "thời gian"},
    {"id": "q3", "label": "Thái độ phục vụ", "scale": "1-5", "track": "thái độ"},
    {"id": "q4", "label": "Sẵn lòng giới thiệu", "scale": "0-10", "track": "nps"},
    {"id": "q5", "label": "Dễ làm việc", "scale": "1-7", "track": "ces"},
    {"id": "q6", "text": "Kiến nghị của Quý khách"},
    {"id": "q7", "type": "Có/Không", "label": "Muốn được gọi lại"},
]


def rows(cells: list[dict[str, Raw]]) -> list[Row]:
    return [Row(line, one) for line, one in enumerate(cells, 3)]


def year(number: int, better: int, worse: int) -> list[dict[str, Raw]]:
    """Slips of a year: so many content in all, so many discontent in all."""
    content: dict[str, Raw]
    content = {"q1": 5, "q2": 4, "q3": 5, "q4": 10, "q5": 7, "q6": "Thêm chỗ để xe"}
    cross: dict[str, Raw]
    cross = {"q1": 2, "q2": 1, "q3": 4, "q4": 3, "q5": 2, "q7": "Có"}
    return [
        {"campaign": f"KS-{number}", **one}
        for one in [content] * better + [cross] * worse
    ]


def summary(
    answers: list[dict[str, Raw]],
    *,
    more: dict[str, list[dict[str, Raw]]] | None = None,
) -> Summary:
    given = {"campaign": [], "invite": [], **(more or {})}
    tabs = SurveyTabs(
        rows(given["campaign"]),
        rows([{**one} for one in ASKED]),
        rows(given["invite"]),
        rows(answers),
    )
    return survey.summarise(tabs, year=2026)


def page(found: Summary) -> Report:
    return survey_report.report(found, at=NOW)


def sentences(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Paragraph)]


def below(report: Report, heading: str) -> list[FigureTable | Chart]:
    """The tables and charts under the heading that begins so."""
    found: list[FigureTable | Chart] = []
    inside = False
    for block in report.blocks:
        if isinstance(block, Heading):
            inside = block.text.startswith(heading)
        elif inside and isinstance(block, (FigureTable, Chart)):
            found.append(block)
    return found


TWO_YEARS = year(2026, 360, 40) + year(2025, 300, 100)


def test_q29_the_answer_stands_first_in_one_sentence() -> None:
    assert sentences(page(summary(TWO_YEARS)))[0] == (
        "Năm 2026, 90,0% khách hàng hài lòng ở câu “Hài lòng chung” (điểm 4–5, "
        "n = 400), tăng 15,0 điểm phần trăm so với năm 2025; cao nhất là “Thái độ "
        "phục vụ” (100,0%, n = 400), thấp nhất là “Thời gian đáp ứng” (90,0%, n = 400)."
    )


def test_a_difference_within_chance_is_called_so() -> None:
    found = summary(year(2026, 36, 4) + year(2025, 34, 6))
    assert (
        "cao hơn 5,0 điểm phần trăm so với năm 2025, chênh lệch chưa đủ lớn để kết luận"
        in (sentences(page(found))[0])
    )


def test_a_first_year_says_that_there_is_nothing_to_compare_with() -> None:
    said = sentences(page(summary(year(2026, 36, 4))))[0]
    assert "chưa có câu tương ứng của năm 2025 để so sánh" in said


def test_a_small_sample_is_for_reference() -> None:
    report = page(summary(year(2026, 10, 2)))
    assert "n = 12, tham khảo" in sentences(report)[0]
    grid = below(report, "Mức hài lòng theo từng câu")[0]
    assert isinstance(grid, FigureTable)
    assert {row[-1] for row in grid.rows} == {"tham khảo"}


def test_without_invitations_it_says_so() -> None:
    said = sentences(page(summary(TWO_YEARS)))
    assert (
        "Số phiếu trả lời: 400 (năm 2025: 400). Tỷ lệ trả lời: không có số mời." in said
    )


def test_with_invitations_the_rate_is_told_both_ways_with_its_numbers() -> None:
    invites: list[dict[str, Raw]] = [{"campaign": "KS-2026"}] * 900
    invites += [{"campaign": "KS-2026", "delivery": "Trả lại"}] * 100
    said = sentences(page(summary(TWO_YEARS, more={"invite": invites})))
    assert (
        "Tỷ lệ trả lời: 44,4% số thư mời đến nơi (400/900) và 40,0% số mời (400/1.000)."
    ) in said[2]


def test_every_percentage_of_the_answer_has_its_n() -> None:
    report = page(summary(TWO_YEARS))
    spoken = sentences(report)
    told = spoken[: spoken.index(next(s for s in spoken if s.startswith("n là")))]
    for sentence in told:
        shares = re.findall(r"\d%", sentence)
        assert len(re.findall(r"n = \d|\d/\d", sentence)) >= len(shares)


def test_the_chart_shows_the_good_share_with_last_year_beside_it() -> None:
    grid, chart = below(page(summary(TWO_YEARS)), "Mức hài lòng theo từng câu")
    assert isinstance(grid, FigureTable)
    assert isinstance(chart, Chart)
    assert [grid.head[at] for at in chart.values] == [
        "Hài lòng 2026 (4–5)",
        "Hài lòng 2025",
    ]
    drawn = [tuple(row[at] for at in chart.values) for row in grid.rows]
    assert drawn == [(1.0, 1.0), (0.9, 0.75), (0.9, 0.75)]


def test_without_last_year_the_chart_has_one_bar_a_question() -> None:
    grid, chart = below(page(summary(year(2026, 36, 4))), "Mức hài lòng theo từng câu")
    assert isinstance(grid, FigureTable)
    assert isinstance(chart, Chart)
    assert chart.values == (2,)
    assert not any("2025" in head for head in grid.head)


@given(st.integers(0, 50), st.integers(1, 50))
def test_the_distribution_of_a_question_is_the_whole(better: int, worse: int) -> None:
    report = page(summary(year(2026, better, worse)))
    grid, chart = below(report, "Phân bố câu trả lời, thang 1–5")
    assert isinstance(grid, FigureTable)
    assert isinstance(chart, Chart)
    assert (chart.kind, len(grid.rows)) == ("stacked", 3)
    for row in grid.rows:
        marks = [row[at] for at in chart.values]
        assert sum(m for m in marks if isinstance(m, float)) == pytest.approx(1)


def test_a_long_scale_has_a_line_for_each_mark() -> None:
    report = page(summary([*TWO_YEARS, {"campaign": "KS-2026"}]))
    (grid,) = below(report, "Phân bố câu trả lời: Sẵn lòng giới thiệu")
    assert isinstance(grid, FigureTable)
    assert [row for row in grid.rows if row[1]] == [
        (3, 40, 0.1),
        (10, 360, 0.9),
        ("Không trả lời", 1, None),
    ]


def test_the_other_scores_stand_below_the_answer() -> None:
    assert sentences(page(summary(TWO_YEARS)))[1] == (
        "“Sẵn lòng giới thiệu”: NPS 80 (n = 400), tăng 30 điểm so với năm 2025. "
        "“Dễ làm việc”: CES 6,5, 90,0% chấm điểm 5–7 (n = 400), tăng 15,0 điểm phần "
        "trăm so với năm 2025."
    )


def test_nps_is_a_whole_number_with_last_years_beside_it() -> None:
    (grid, *_) = below(page(summary(TWO_YEARS)), "Mức sẵn lòng giới thiệu")
    assert isinstance(grid, FigureTable)
    line = dict(zip(grid.head, grid.rows[0], strict=True))
    assert (line["NPS 2026"], line["NPS 2025"], line["Chênh lệch (điểm)"]) == (
        80,
        50,
        30,
    )


def test_all_lines_of_a_table_are_as_long_as_its_head() -> None:
    for found in (TWO_YEARS, year(2026, 2, 1)):
        secret: list[dict[str, Raw]] = [{"id": "KS-2026", "mode": "Ẩn danh"}]
        for more in ({}, {"campaign": secret}):
            for block in page(summary(found, more=more)).blocks:
                if isinstance(block, FigureTable):
                    widths = {len(row) for row in block.rows} | {len(block.formats)}
                    assert widths == {len(block.head)}


def test_an_anonymous_survey_of_four_prints_no_figure_and_no_word() -> None:
    secret: list[dict[str, Raw]] = [{"id": "KS-2026", "mode": "Ẩn danh"}]
    report = page(summary(year(2026, 3, 1), more={"campaign": secret}))
    (grid, *_) = below(report, "Mức hài lòng theo từng câu")
    assert isinstance(grid, FigureTable)
    assert {row[1] for row in grid.rows} == {"n<5"}
    assert {cell for row in grid.rows for cell in row[2:]} == {None}
    assert not any("Thêm chỗ để xe" in sentence for sentence in sentences(report))


def test_q30_the_directors_are_asked_to_choose() -> None:
    found = summary(year(2026, 300, 100) + year(2025, 360, 40))
    asked = [s for s in sentences(page(found)) if re.match(r"\d\. ", s)]
    assert "\n".join(asked) == (
        "1. Cho ý kiến về các mặt giảm rõ so với năm 2025: “Hài lòng chung” (giảm "
        "15,0 điểm phần trăm), “Thời gian đáp ứng” (giảm 15,0 điểm phần trăm).\n"
        "2. Chọn việc cải tiến cho “Thời gian đáp ứng”: 25,0% khách hàng không hài "
        "lòng (điểm 1–2, n = 400).\n"
        "3. Chọn những việc sẽ làm trong 300 kiến nghị của khách hàng (đọc đủ ở sổ "
        "Khảo sát, tab Câu trả lời)."
    )


def test_values_outside_the_scale_stand_in_the_notes() -> None:
    stray: dict[str, Raw] = {"campaign": "KS-2026", "q1": 9}
    found = summary([*TWO_YEARS, stray, stray, stray])
    assert any("ngoài thang điểm: 3 (giá trị 9)" in s for s in sentences(page(found)))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Anh Tuấn rất chậm", "Anh … rất chậm"),
        ("Cảm ơn chị Nguyễn Thị Hoa.", "Cảm ơn chị …."),
        ("Gọi tôi số 0912 345 678", "Gọi tôi số …"),
        ("Thư tới an@example.com", "Thư tới …"),
        ("Lê lợi ở quầy 3 phục vụ tốt", "… ở quầy 3 phục vụ tốt"),
        ("Rất hài lòng\nvề dịch vụ", "Rất hài lòng về dịch vụ"),
    ],
)
def test_quotes_name_nobody(written: str, read: str) -> None:
    assert shown(written, {"Lê Lợi"}) == read


@given(st.text(max_size=LONGEST * 2))
def test_a_quote_is_never_longer_than_the_page_bears(text: str) -> None:
    assert len(shown(text)) <= LONGEST


def test_the_letter_says_the_answer_and_what_is_asked() -> None:
    values = survey_letter.values(summary(TWO_YEARS), book="Báo cáo lãnh đạo")
    assert values["ket_qua_ngan"] == "90,0% hài lòng (n = 400)"
    assert values["ket_qua"].startswith("Năm 2026, 90,0% khách hàng hài lòng")
    assert "NPS 80 (n = 400)" in values["ket_qua"]
    assert "không có số mời" in values["so_phieu"]
    assert values["de_nghi"].startswith("Xin Ban Giám đốc quyết định:\n1. ")


def test_one_figure_is_the_same_in_sentence_subject_letter_and_table() -> None:
    found = summary(year(2026, 1, 15))
    said = sentences(page(found))[0]
    letter = survey_letter.values(found, book="Lãnh đạo")
    (table, *_) = below(page(found), "Mức hài lòng theo từng câu")
    assert isinstance(table, FigureTable)
    assert 0.0625 in {row[2] for row in table.rows if row[0] == "Hài lòng chung"}
    shown_by_a_spreadsheet = "6,3%"
    assert shown_by_a_spreadsheet in said
    assert shown_by_a_spreadsheet in letter["ket_qua"]
    assert shown_by_a_spreadsheet in letter["ket_qua_ngan"]


def test_more_answers_than_invitations_have_no_rate() -> None:
    slip: dict[str, Raw] = {"campaign": "KS-2026", "q1": 5}
    found = summary([slip] * 3, more={"invite": [{"campaign": "KS-2026"}] * 2})
    said = survey_letter.values(found, book="Lãnh đạo")["so_phieu"]
    assert "Tỷ lệ trả lời: không tính được, vì 3 phiếu nhiều hơn 2 số mời." in said


def test_slips_that_were_replaced_are_told() -> None:
    slip: dict[str, Raw] = {"campaign": "KS-2026", "customer": "KH-1", "q1": 5}
    notes = " ".join(sentences(page(summary([slip, slip]))))
    assert "1 phiếu không tính, vì khách ấy đã gửi phiếu khác sau đó" in notes
