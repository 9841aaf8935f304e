"""The survey's letter: the year's answer on half a page, for the directors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema import survey_words as words
from sheets_schema.letters import Template
from sheets_schema.survey_report import title

if TYPE_CHECKING:
    from sheets_schema.figures import Summary

TEMPLATE = Template(
    key="N18",
    name="Kết quả khảo sát khách hàng hằng năm",
    subject="Khảo sát khách hàng năm {nam}: {ket_qua_ngan}",
    body=(
        "{ket_qua}\n\n"
        "{so_phieu}\n\n"
        "{de_nghi}\n\n"
        "Bảng đầy đủ và biểu đồ: thẻ “{the}” trong sổ “{so}”."
    ),
)
"""The letter as long as the letter tab has none of its own under this key."""


def values(summary: Summary, *, book: str) -> dict[str, str]:
    """What stands in the places of the letter.

    Args:
        summary: The figures.
        book: The title of the book that holds the report.
    """
    asked = [f"{place}. {one}" for place, one in enumerate(words.requests(summary), 1)]
    if asked:
        asked.insert(0, "Xin Ban Giám đốc quyết định:")
    return {
        "nam": str(summary.year),
        "ket_qua_ngan": words.brief(summary),
        "ket_qua": words.headline(summary),
        "so_phieu": words.turnout(summary),
        "de_nghi": "\n".join(asked),
        "the": title(summary.year),
        "so": book,
    }
