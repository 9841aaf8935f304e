"""Words of old fonts become Unicode, and words that never were in them stay."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.imports.old_encodings import (
    TCVN3,
    UNICODE,
    VNI,
    Evidence,
    best,
    is_syllable,
    score,
)

TEXT = (
    "Kính gửi Quý công ty, tôi đặt hàng từ thứ Hai, đến nay đã quá hạn mà chưa ai gọi "
    "lại; nhân viên lại nói tôi phải tự đến kho nhận. Đề nghị xem xét và trả lời sớm."
)
"""Every vowel with some tone; both ways of writing đ."""
IN_TCVN3 = (
    "KÝnh göi Quý c«ng ty, t«i ®Æt hµng tõ thø Hai, ®Õn nay ®· qu¸ h¹n mµ ch\xada ai "
    "gäi l¹i; nh©n viªn l¹i nãi t«i ph¶i tù ®Õn kho nhËn. §Ò nghÞ xem xÐt vµ tr¶ lêi "
    "sím."
)
IN_VNI = (
    "Kính göûi Quyù coâng ty, toâi ñaët haøng töø thöù Hai, ñeán nay ñaõ quaù haïn maø "
    "chöa ai goïi laïi; nhaân vieân laïi noùi toâi phaûi töï ñeán kho nhaän. Ñeà nghò "
    "xem xeùt vaø traû lôøi sôùm."
)
ELSEWHERE = (
    "Señor Muñoz in São Paulo paid 5 £ at the café",
    "Müller & Söhne GmbH, 25 °C, ± 2 µm, §5, ®",
    "déjà vu à la façade",
    "½ hour of naïve œuvre",
)


def read(*texts: str) -> list[str]:
    """What the texts of one file become."""
    evidence = Evidence()
    for text in texts:
        evidence.add(text)
    reader = evidence.reader()
    return [reader(text) for text in texts]


@pytest.mark.parametrize("written", [IN_TCVN3, IN_VNI])
def test_a_text_of_an_old_font_is_read(written: str) -> None:
    assert read(written) == [TEXT]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NGUYÔN V¡N B×NH", "NGUYỄN VĂN BÌNH"),
        ("Bµ TrÇn ThÞ Th¬m", "Bà Trần Thị Thơm"),
        ("§µ N½ng, 12/3", "Đà Nẵng, 12/3"),
    ],
)
def test_capitals_of_tcvn3_were_small_letters_in_a_font_of_capitals(
    written: str, meant: str
) -> None:
    assert TCVN3.read(written) == meant


def test_capitals_of_vni_have_capital_marks() -> None:
    assert VNI.read("NGUYEÃN VAÊN ÑÖÙC, ÔÛ LYÙ THÖÔØNG KIEÄT") == (
        "NGUYỄN VĂN ĐỨC, Ở LÝ THƯỜNG KIỆT"
    )


@pytest.mark.parametrize("text", [TEXT, unicodedata.normalize("NFD", TEXT), *ELSEWHERE])
def test_words_that_are_unicode_already_stay(text: str) -> None:
    assert read(text, TEXT) == [text, TEXT]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_words_of_other_languages_alone_stay(text: str) -> None:
    assert read(text) == [text]


@pytest.mark.parametrize("text", ELSEWHERE[:1])
def test_in_a_file_of_both_each_cell_is_read_by_itself(text: str) -> None:
    assert read(IN_TCVN3, text, TEXT) == [TEXT, text, TEXT]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Cã", "Có"),
        ("Vò Léc", "Vũ Lộc"),
        ("Ghi chó", "Ghi chú"),
        ("§T", "ĐT"),
        ("H§ 12", "HĐ 12"),
        ("500.000 ®", "500.000 đ"),
    ],
)
def test_a_word_of_two_writings_goes_with_the_file(written: str, meant: str) -> None:
    assert read(IN_TCVN3, *[written] * 9) == [TEXT, *[meant] * 9]
    assert read(TEXT, *[written] * 9) == [TEXT, *[written] * 9]


def test_one_odd_cell_does_not_turn_a_file() -> None:
    assert read("5 µm", "10 µm", "bề dày") == ["5 µm", "10 µm", "bề dày"]


def test_the_file_says_which_writing_it_is_in() -> None:
    evidence = Evidence()
    evidence.add(IN_VNI)
    assert (evidence.writing, Evidence().writing) == (VNI, UNICODE)


@pytest.mark.parametrize(
    "word", ["khuỷu", "nghiêng", "quốc", "giếng", "gì", "xoong", "ươn", "Đức", "ở"]
)
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hàt", "khôóng", "ă", "đstar", "müde", "tôt", "aiê"])
def test_what_no_vietnamese_says_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


_ONSETS = st.sampled_from(["", "b", "ch", "đ", "gi", "kh", "ng", "nh", "ph", "tr", "v"])
_RIMES = st.sampled_from(
    ["an", "ang", "ăm", "âu", "em", "ên", "inh", "on", "ông", "ơi", "ung", "ưng", "ươi"]
)
_TONES = st.sampled_from(["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"])


@st.composite
def syllables(draw: st.DrawFn) -> str:
    onset, rime, tone = draw(_ONSETS), draw(_RIMES), draw(_TONES)
    at = 2 if rime.startswith("ươ") else 1
    return unicodedata.normalize("NFC", onset + rime[:at] + tone + rime[at:])


TCVN3_SIGNS = {TCVN3.read(sign): sign for sign in map(chr, range(0xA1, 0x100))}
TCVN3_SIGNS |= {"\u01b0": "\xad"}
VNI_SIGNS = {
    VNI.read(base + mark): base + mark
    for base in "aeouyôö"
    for mark in ("", *"ùøûõïâáàåãäêéèúüë")
} | {VNI.read(sign): sign for sign in "æóòñôöîíì"}


@given(st.lists(syllables(), min_size=8))
def test_whatever_is_written_in_an_old_font_comes_back(words: list[str]) -> None:
    text = " ".join(words)
    for writing, signs in ((TCVN3, TCVN3_SIGNS), (VNI, VNI_SIGNS)):
        written = "".join(signs.get(sign, sign) for sign in text)
        assert writing.read(written) == text
        assert best(written)[1] >= score(text)


@given(st.lists(syllables(), min_size=3))
def test_vietnamese_in_unicode_is_never_turned(words: list[str]) -> None:
    text = " ".join((*words, "đường"))
    assert read(text) == [text]
