"""Vietnamese first, English by a link: every sentence is there in both."""

from __future__ import annotations

import string
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import forms_app
from forms_app.contacts import PREFERENCES, TIMES
from forms_app.language import CATALOGUE
from forms_app.questions import KINDS, WANTED, WHEN
from sync.configuration.settings import CompanySection
from tests.sending import fields

if TYPE_CHECKING:
    from sync.durable.queue import Queue

METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS: dict[str, Any] = {"_": None, "Said": None, "ask": None}


def extracted() -> set[str]:
    folder = Path(forms_app.__file__).parent
    found = extract_from_dir(folder, METHODS, keywords=KEYWORDS)
    return {str(message) for _, _, message, _, _ in found}


def catalogue() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


def test_every_sentence_of_the_pages_is_told_in_english_and_no_other() -> None:
    lists = {*KINDS, *WHEN, *WANTED, *PREFERENCES, *TIMES, CompanySection().unit}
    assert catalogue().keys() == extracted() | lists
    assert all(catalogue().values())


@pytest.mark.parametrize(("vietnamese", "english"), catalogue().items())
def test_a_translation_says_the_same_values(vietnamese: str, english: str) -> None:
    assert values(vietnamese) == values(english)


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_page_is_vietnamese_until_somebody_asks_for_english(visitor: Any) -> None:
    assert '<html lang="vi">' in visitor.open("/").text
    assert '<html lang="vi">' in visitor.open("/?lang=xx").text
    english = visitor.open("/?lang=en").text
    assert '<html lang="en">' in english
    assert "Send feedback to Công ty Ánh Dương" in english
    assert "Product quality" in english


def test_changing_the_language_keeps_every_answer(visitor: Any, queue: Queue) -> None:
    visitor.open()
    english = visitor.send("/?lang=en", switch="1", description="Chưa xong")
    assert english.status_code == 200
    assert "Chưa xong</textarea>" in english.text
    assert "There is a problem" not in english.text
    sent = visitor.send("/?lang=en")
    assert sent.location.endswith("?lang=en")
    assert "We have received your feedback" in visitor.open(sent.location).text
    said = fields(queue.waiting()[0])
    assert (said["kind"], said["lang"]) == ("Khiếu nại", "English")


def test_mistakes_and_moments_are_told_in_english(visitor: Any) -> None:
    page = visitor.write(full_name=None).text
    assert "Xin Quý khách nhập họ và tên" in page
    page = visitor.send("/?lang=en", full_name=None).text
    assert "Enter your full name" in page
    assert "before 10:42 on Friday 6 March 2026" in page
