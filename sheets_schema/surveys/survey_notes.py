"""The survey's notes: how each figure was made, and what was left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.surveys import survey_words as words
from sheets_schema.surveys.figures import FEWEST, SMALL
from sheets_schema.surveys.question import Measure
from sheets_schema.writing.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sheets_schema.surveys.figures import Summary
    from sheets_schema.surveys.question import Question

_SHOWN = 5
"""Values outside the scale that are named; the rest is counted."""


def notes(summary: Summary) -> Iterator[str]:
    """The definitions, then what a reader should know of these answers."""
    yield from _definitions(summary)
    yield from _comparison(summary)
    yield from _sample(summary)
    yield from _strays(summary)
    yield from (problem.sentence for problem in summary.problems)


def _definitions(summary: Summary) -> Iterator[str]:
    yield (
        "n là số câu trả lời hợp lệ. Bỏ trống, ghi điểm 0 (trừ thang có điểm 0) và "
        "“không áp dụng” không nằm trong n."
    )
    if summary.of(Measure.SATISFACTION):
        yield (
            "Hài lòng (CSAT): tỷ lệ hai điểm cao nhất (thang 1–5 là điểm 4–5) trên n; "
            "con số chung là của câu hài lòng đầu tiên trong phiếu."
        )
    if summary.of(Measure.RECOMMEND):
        yield (
            "NPS: tỷ lệ điểm 9–10 trừ tỷ lệ điểm 0–6, là số nguyên từ −100 đến 100; "
            "người không trả lời không nằm trong mẫu số."
        )
    if summary.of(Measure.EFFORT):
        yield "CES: điểm trung bình thang 1–7 và tỷ lệ điểm 5–7."
    if summary.response:
        yield (
            "Tỷ lệ trả lời: số phiếu hoàn thành chia cho số thư mời đến nơi (số mời "
            "trừ thư bị trả lại), và chia cho số mời (AAPOR RR1). Phiếu từ 80% câu trở "
            "lên là hoàn thành, từ 50% đến dưới 80% là làm dở."
        )


def _comparison(summary: Summary) -> Iterator[str]:
    yield (
        "Khoảng tin cậy 95% của tỷ lệ tính theo Wilson"
        + (", của NPS theo Wald hiệu chỉnh" if summary.of(Measure.RECOMMEND) else "")
        + ". So với năm trước chỉ những câu có cùng từ khoá “So với năm trước” và cùng "
        f"thang điểm; hai khoảng chồng nhau thì ghi “{words.UNCLEAR}”."
    )


def _sample(summary: Summary) -> Iterator[str]:
    few = f", n < {FEWEST} không in" if summary.anonymous else ""
    yield f"Mẫu nhỏ: n < {SMALL} ghi “{words.REFERENCE}”{few}."
    if summary.opinions:
        yield (
            "Ý kiến trích dẫn được chọn ngẫu nhiên; tên người, số điện thoại và địa "
            "chỉ thư đã che. Câu “không có ý kiến” không tính là ý kiến."
        )


def _strays(summary: Summary) -> Iterator[str]:
    for question, values in summary.outside:
        named = "; ".join(list(values)[:_SHOWN]) + ("…" if len(values) > _SHOWN else "")
        total = number(sum(values.values()))
        yield (
            f"Câu {_named(question)}: ngoài thang điểm: {total} (giá trị {named}); vẫn "
            "giữ trong sổ, không tính vào n."
        )
    if summary.silent:
        names = ", ".join(map(_named, summary.silent))
        yield f"Chưa có câu trả lời hợp lệ: {names}."
    if summary.repeated:
        yield (
            f"{number(summary.repeated)} phiếu không tính, vì khách ấy đã gửi phiếu "
            "khác sau đó trong cùng đợt; vẫn giữ trong sổ."
        )
    if summary.undated:
        yield (
            f"{number(summary.undated)} phiếu không rõ đợt và ngày trả lời nên chưa "
            "tính vào năm nào: xin điền cột Đợt trong tab Câu trả lời."
        )


def _named(question: Question) -> str:
    return f"{question.id} “{question.label}”"
