"""Memo: a letter inside the company: a template's words to one of its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.writing import courtesy, letters
from sheets_schema.writing.letter import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.company.office import Company, Recipient
    from sheets_schema.writing.letters import Template


def memo(
    template: Template,
    to: Recipient,
    said: Mapping[str, str],
    *,
    key: str,
    company: Company,
    ref: str = "",
) -> Letter:
    """A template filled, between a greeting and the company's closing.

    Args:
        template: Its words.
        to: Who gets it; without an address it waits.
        said: What stands in its places.
        key: Makes it once.
        company: Who closes it.
        ref: The code of what it is about.
    """
    subject, body = letters.fill(template, said)
    parts = courtesy.staff_greeting(to.name), body, courtesy.closing(company)
    return Letter(
        key=key,
        template=template.key,
        to_name=to.name,
        to_address=to.email,
        role=to.role,
        ref=ref,
        clock="",
        step="",
        subject=subject,
        body="\n\n".join(parts),
    )
