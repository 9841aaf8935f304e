"""Fields: the short forms in which the books declare their columns.

A declaration reads like a line of the form: key, heading, kind, width in pixels, and
the note for whoever fills it: what goes there, one example, what happens next. The
owner's word is put before the note where it is drawn.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sheets_schema.cells import LONG
from sheets_schema.columns import Column, Nature, Owner

if TYPE_CHECKING:
    from sheets_schema.cells import Kind


def _column(  # noqa: PLR0917 - a line of a form, written in its order
    owner: Owner,
    nature: Nature,
    key: str,
    heading: str,
    kind: Kind,
    width: int,
    note: str,
) -> Column:
    return Column(key, heading, kind, owner, nature, note, width)


staff = partial(_column, Owner.STAFF, Nature.FACT)
unit = partial(_column, Owner.UNIT, Nature.FACT)
head = partial(_column, Owner.HEAD, Nature.FACT)
director = partial(_column, Owner.DIRECTOR, Nature.FACT)
customer = partial(_column, Owner.CUSTOMER, Nature.FACT)
admin = partial(_column, Owner.ADMIN, Nature.FACT)
stamp = partial(_column, Owner.MACHINE, Nature.STAMP)
derived = partial(_column, Owner.MACHINE, Nature.DERIVED)


def box(name: str, *columns: Column) -> tuple[Column, ...]:
    """The columns of one box of a form.

    Two boxes that fold need a column without a box between them: a spreadsheet joins
    folds that touch.
    """
    return tuple(replace(column, box=name) for column in columns)


def message(about: str) -> Column:
    """The last word of a row: what the desk has to say about it."""
    note = (
        f"Hệ thống nói về {about} bằng một câu. Ví dụ: “Hạn: chưa đọc được ngày 31/4”. "
        "Sửa ô được nhắc tới, câu này tự mất ở lần rà soát sau."
    )
    return derived("message", "Hệ thống nhắn", LONG, 300, note)
