"""Old encodings: Vietnamese typed for TCVN3 (ABC) and VNI fonts, made Unicode again.

Such text is made of Latin-1 letters that a font drew as Vietnamese ones. Nothing in a
file says so; it shows in that the words are Vietnamese syllables only after they are
turned.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301\u0300\u0309\u0303\u0323"
_TONES = (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)
_ROOF, _BREVE = "\u0302\u0306"
_MARKS = [shape + tone for shape in ("", _ROOF, _BREVE) for tone in ("", *_TONES)]
_VNI_MARKS = dict(zip("ùøûõïâáàåãäêéèúüë", _MARKS[1:], strict=True))
_VNI_ALONE = dict(zip("æóòñôöî", "ỉĩịđơưỵ", strict=True))
_VNI_SIGN = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])|[æóòñôöî]", re.IGNORECASE)

_WORD = re.compile(r"[^\W\d_]+")
_BEYOND = re.compile(r"[^\W\d_\x00-\xff]")
_SHORT = re.compile(r"[b-dđf-hj-np-tv-xz]+", re.IGNORECASE)
_STOPS = re.compile(r"(?:c|ch|p|t)$")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|g|ch|c|kh|k|ph|p|th|tr|t|qu|b|d|đ|h|l|m|n|r|s|v|x)?(?:"
    # what may end a syllable, then what wants a consonant after it
    r"(?:oai|oay|oao|oeo|uây|uôi|uya|uyu|ươi|ươu|iêu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu"
    r"|oa|oe|oi|ôi|ơi|ua|uê|ui|uơ|uy|ưa|ưi|ưu|a|e|ê|i|o|ô|ơ|u|ư|y)"
    r"|(?:uyê|iê|yê|oa|oă|oe|oo|uâ|uê|uô|uy|ươ|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
    r"(?:ch|ng|nh|c|m|n|p|t))"
)
_ENOUGH = 3
"""So many different words have to become Vietnamese before a file is turned."""
_MOSTLY = 20
"""So many cells for each one to the contrary make all cells of a file alike."""


@dataclass(frozen=True)
class Writing:
    """A way in which Vietnamese was written.

    Attributes:
        name: What people call it.
        read: Gives the text in Unicode, NFC.
    """

    name: str
    read: Callable[[str], str]


def _read_unicode(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _read_tcvn3(text: str) -> str:
    """Capitals with a tone were small letters in a font of capitals."""
    return _WORD.sub(_all_large, text.translate(_TCVN3))


def _all_large(word: re.Match[str]) -> str:
    plain = [sign for sign in word[0] if sign.isascii()]
    large = len(plain) > 1 and all(sign.isupper() for sign in plain)
    return word[0].upper() if large else word[0]


def _read_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI_SIGN.sub(_vni_letter, text))


def _vni_letter(found: re.Match[str]) -> str:
    letter = found[1] or found[0]
    small = _VNI_ALONE.get(letter.lower(), letter.lower())
    marked = small + (_VNI_MARKS[found[2].lower()] if found[2] else "")
    return marked.upper() if letter.isupper() else marked


UNICODE = Writing("Unicode", _read_unicode)
TCVN3 = Writing("TCVN3 (ABC)", _read_tcvn3)
VNI = Writing("VNI", _read_vni)
WRITINGS = (UNICODE, TCVN3, VNI)


@lru_cache(maxsize=2**16)
def is_syllable(word: str) -> bool:
    """Whether a word with a mark can be Vietnamese: one syllable, one tone at most.

    Args:
        word: Letters only.
    """
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in apart if sign in _TONES]
    bare = "".join(sign for sign in apart if sign not in _TONES)
    whole = unicodedata.normalize("NFC", bare)
    if len(tones) > 1 or not _SYLLABLE.fullmatch(whole):
        return False
    return not _STOPS.search(whole) or tones in ([_ACUTE], [_DOT])


def marked_words(text: str) -> list[str]:
    """The words of a text that have a letter beyond ASCII."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def score(text: str) -> int:
    """How Vietnamese a text looks: syllables with marks, less words that are none.

    A word without a vowel is short for something (ĐT, HĐ, đ) and speaks neither way.

    Args:
        text: In NFC.
    """
    words = [word for word in marked_words(text) if not _SHORT.fullmatch(word)]
    return 2 * sum(map(is_syllable, words)) - len(words) - text.count("\ufffd")


def best(text: str) -> tuple[Writing, int]:
    """The writing in which a text looks most Vietnamese, and how much; Unicode first.

    A letter beyond Latin-1 can stand in a Unicode text only.
    """
    return max(_scores(text).items(), key=lambda one: one[1])


def _scores(text: str) -> dict[Writing, int]:
    among = (UNICODE,) if _BEYOND.search(text) else WRITINGS
    return {writing: score(writing.read(text)) for writing in among}


@dataclass
class Evidence:
    """Which writing the texts of a file are in: one alone may deceive, all do not.

    A text that is as Vietnamese in Unicode as in an old writing (“Cã” is a word, and
    “Có” in TCVN3) speaks for neither, and goes with the others.
    """

    _words: dict[Writing, set[str]] = field(default_factory=dict)
    _cells: dict[Writing, int] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Look at one text more."""
        if text.isascii():
            return
        scores = _scores(text)
        writing, points = max(scores.items(), key=lambda one: one[1])
        speaks_for_none = writing is UNICODE and [*scores.values()].count(points) > 1
        if points <= 0 or speaks_for_none:
            return
        self._cells[writing] = self._cells.get(writing, 0) + 1
        if writing is not UNICODE:
            words = marked_words(writing.read(text))
            self._words.setdefault(writing, set()).update(words)

    @property
    def writing(self) -> Writing:
        """The old writing of the file, or Unicode."""
        found = [one for one, words in self._words.items() if len(words) >= _ENOUGH]
        return max(found, key=lambda one: self._cells[one], default=UNICODE)

    def reader(self) -> Callable[[str], str]:
        """Turns texts of this file into Unicode; cell by cell where writings mix."""
        writing = self.writing
        if writing is UNICODE:
            return lambda text: text
        alike = self._cells[writing] > _MOSTLY * self._cells.get(UNICODE, 0)
        margin = 0 if alike else 1

        def read(text: str) -> str:
            if text.isascii() or _BEYOND.search(text):
                return text
            turned = writing.read(text)
            is_better = score(turned) >= score(_read_unicode(text)) + margin
            return turned if is_better else text

        return read
