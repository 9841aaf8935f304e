"""The reader of the page that is being answered: language, and addresses in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import current_app, g, request

from forms_app.language import Language, languages

if TYPE_CHECKING:
    from sheets_schema.writing.wording import Lang


def greet(default: Lang) -> None:
    """Note the language that the address asks for, else the company's own."""
    known = languages()
    asked = request.args.get("lang", default) if request.query_string else default
    g.language = known.get(cast("Lang", asked), known[default])
    g.is_default = g.language.code == default


def language() -> Language:
    """The language of this request."""
    return cast("Language", g.language)


def place(endpoint: str, **values: str) -> str:
    """The address of a page in the reader's language; it names only the other one."""
    named: dict[str, Any] = (
        values if g.is_default else values | {"lang": language().code}
    )
    return current_app.url_for(endpoint, **named)
