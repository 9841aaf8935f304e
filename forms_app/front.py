"""The front page as the customer sees it: empty, or with what was typed and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, render_template

from forms_app.consent import BOXES, wording
from forms_app.offer import MOST_RADIOS, offer
from forms_app.reader import language
from sheets_schema.words import FeedbackKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

    from forms_app.errors import Refusal
    from forms_app.forms import Paper
    from forms_app.language import Said


def page(
    paper: Paper,
    ticket: str,
    *,
    problems: Mapping[str, Said],
    refusal: Refusal | None,
    trap: str,
    company: str,
) -> Response:
    """The page with every answer kept, good and bad.

    Args:
        paper: What was typed so far.
        ticket: Signed; comes back with the form.
        problems: What to put right, by the name of the field.
        refusal: What stands against sending it now.
        trap: The name of the box that people do not see.
        company: Named beside the boxes of consent.
    """
    office = paper.office
    text = render_template(
        "intake.html",
        paper=paper,
        ticket=ticket,
        problems=problems,
        refusal=refusal,
        trap=trap,
        asked=_asked(paper, problems),
        offer=offer(office, language()),
        most_radios=MOST_RADIOS,
        promises=office.promised(FeedbackKind.COMPLAINT, paper.now),
        notice=office.notice,
        boxes={box: wording(box, language(), company) for box in BOXES},
        health=bool(office.health_services),
    )
    response = make_response(text, _status(problems, refusal))
    if refusal and refusal.wait:
        response.headers["Retry-After"] = str(refusal.wait)
    return response


def _status(problems: Mapping[str, Said], refusal: Refusal | None) -> int:
    if refusal:
        return refusal.status
    return 400 if problems else 200


def _asked(paper: Paper, problems: Mapping[str, Said]) -> list[str]:
    """What need not be asked a second time."""
    now = {"email": paper.line("email"), "consent_health": "consent_health"}
    return [*paper.words("asked"), *(now[key] for key in now if key in problems)]
