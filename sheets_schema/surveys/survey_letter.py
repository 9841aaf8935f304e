"""The survey's letter: the year's answer on half a page, for the directors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.surveys import survey_words as words
from sheets_schema.surveys.survey_report import title

if TYPE_CHECKING:
    from sheets_schema.surveys.figures import Summary


def values(summary: Summary, *, book: str) -> dict[str, str]:
    """What stands in the places of the letter; ``de_nghi`` may be empty.

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
        "ket_qua": f"{words.headline(summary)} {words.scores(summary)}".strip(),
        "so_phieu": words.turnout(summary),
        "de_nghi": "\n".join(asked),
        "the": title(summary.year),
        "so": book,
    }
