"""The HTML twin of a letter: the same words in one column, for every mail program.

A line “Theo dõi phản hồi: https://…” becomes a button with its link below, where the
words are few and the page is the desk's: what a customer wrote can never dress up as
one.
"""

from __future__ import annotations

import re
from html import escape

_LINK = re.compile(r"https?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)]")
_BUTTON = re.compile(r"(?P<label>[^:/\n]{2,28}): (?P<link>https?://\S+)")
_PARAGRAPH = '<p style="margin:0 0 16px">{}</p>'
_GROUPED = re.compile(r"\d+(?: \d+){1,4}")
_ANCHOR = '<a href="{0}" style="word-break:break-all">{0}</a>'
_PRESSED = (
    '<a href="{link}" style="display:inline-block;margin:4px 0;padding:12px 24px;'
    "border-radius:6px;background:#0072b2;color:#ffffff;font-weight:bold;"
    'text-decoration:none">{label}</a><br>{below}'
)
_PAGE = """\
<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body style="margin:0;padding:24px 16px">
<div style="max-width:600px;margin:0 auto;overflow-wrap:break-word;\
font:16px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
{paragraphs}
</div>
</body>
</html>
"""


def html(subject: str, body: str, *, home: str = "") -> str:
    """The page that shows a letter.

    Args:
        subject: Its title.
        body: Plain text; paragraphs are parted by an empty line.
        home: What the links to the desk's own pages begin with; empty for no buttons.
    """
    paragraphs = (
        _PARAGRAPH.format("<br>\n".join(_line(line, home) for line in one.split("\n")))
        for one in re.split(r"\n{2,}", body.strip("\n"))
    )
    return _PAGE.format(title=escape(subject), paragraphs="\n".join(paragraphs))


def _line(line: str, home: str) -> str:
    button = _BUTTON.fullmatch(line)
    if not (button and home and _is_ours(button["link"], home)):
        return _linked(line)
    link = escape(button["link"])
    label, below = escape(button["label"]), _ANCHOR.format(link)
    return _PRESSED.format(link=link, label=label, below=below)


def _is_ours(link: str, home: str) -> bool:
    return f"{link}/".startswith(f"{home.rstrip('/')}/")


def _linked(line: str) -> str:
    said, end = [], 0
    for link in _LINK.finditer(line):
        said += [_words(line[end : link.start()]), _ANCHOR.format(escape(link[0]))]
        end = link.end()
    return "".join(said) + _words(line[end:])


def _words(text: str) -> str:
    """Words of a line; a code or a telephone number stays in one piece."""
    return _GROUPED.sub(r'<span style="white-space:nowrap">\g<0></span>', escape(text))
