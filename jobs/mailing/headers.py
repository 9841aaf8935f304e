"""Headers of a letter: Vietnamese subjects and names that arrive as they were written.

The fold of the standard library loses or adds blanks in long headers that are not
ASCII (python/cpython#144156), so text and addresses are folded here: into encoded
words of RFC 2047 that never cut a character in two.
"""

from __future__ import annotations

import re
from email.base64mime import header_encode
from email.policy import EmailPolicy
from email.utils import quote
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.headerregistry import Address

LINE = 78
"""Characters of a line at most (RFC 5322, 2.1.1)."""
WORD = 75
"""Characters of an encoded word at most (RFC 2047, 2)."""
_WRAPPING = len("=?utf-8?b??=")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BLANKS = re.compile("[\t\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff]"
)
"""Signs that show nothing or turn the words around: what a file in a wrong encoding
leaves in a name."""


def visible(words: str) -> str:
    """Words for a header without the signs that nobody sees; line ends stay."""
    return _UNSEEN.sub("", _BLANKS.sub(" ", words))


class Smuggled(ValueError):  # noqa: N818 - named for the refusal
    """A header holds a line end or another control character."""

    def __init__(self, name: str) -> None:
        super().__init__(f"header {name} holds a control character")


class HeaderPolicy(EmailPolicy):
    """How our letters are written: CRLF, ASCII headers, nothing smuggled in."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:  # noqa: ANN401 - text or Address
        """Take a header, unless it could begin another one; raises `Smuggled`."""
        if _FORBIDDEN.search(str(value)):
            raise Smuggled(name)
        if name.lower() == "subject":  # a parser would take "=?…?=" for encoded
            return name, value
        return super().header_store_parse(name, value)

    def fold(self, name: str, value: Any) -> str:  # noqa: ANN401 - as declared above it
        """The header as it stands in the message, lines ended."""
        if name.lower() == "subject":
            lines = [f"{name}: {text(str(value), taken=len(name) + 2)}"]
        elif hasattr(value, "addresses"):
            lines = list(_address_lines(name, value.addresses))
        else:
            return str(super().fold(name, value))
        return "\n".join([*lines, ""]).replace("\n", self.linesep)

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401 - as above
        """The same in bytes."""
        return self.fold(name, value).encode("ascii")


POLICY = HeaderPolicy(linesep="\r\n")


def text(words: str, *, taken: int) -> str:
    """Free text for a header, folded by LF and a blank.

    Args:
        words: One line of any characters.
        taken: How many characters stand before it in its line.
    """
    if _is_plain(words) and taken + len(words) <= LINE:
        return words
    return "\n ".join(_encoded_words(words, taken=taken))


def _address_lines(name: str, addresses: tuple[Address, ...]) -> Iterator[str]:
    start, last = f"{name}: ", len(addresses) - 1
    for number, address in enumerate(addresses):
        end = "" if number == last else ","
        yield start + _address(address, taken=len(start)) + end
        start = " "


def _address(address: Address, *, taken: int) -> str:
    name = address.display_name
    if not name:
        return address.addr_spec
    said = f'"{quote(name)}"'
    if not _is_plain(name) or taken + len(said) > LINE:
        said = "\n ".join(_encoded_words(name, taken=taken))
    return f"{said}\n <{address.addr_spec}>"


def _is_plain(words: str) -> bool:
    return words.isascii() and "=?" not in words and words == words.strip()


def _encoded_words(words: str, *, taken: int) -> Iterator[str]:
    part, room = b"", _room(taken)
    for sign in words:
        more = sign.encode()
        if len(part) + len(more) > room:
            yield header_encode(part, "utf-8")
            part, room = b"", _room(1)
        part += more
    yield header_encode(part, "utf-8")


def _room(taken: int) -> int:
    """How many bytes fit into an encoded word that begins there in its line."""
    return (min(WORD, LINE - taken) - _WRAPPING) // 4 * 3
