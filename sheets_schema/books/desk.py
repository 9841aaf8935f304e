"""Desk: the book in which staff work, with its settings and logs."""

from __future__ import annotations

from sheets_schema.books.actions import ACTION, EVENT
from sheets_schema.books.customers import CONFERENCE, CUSTOMER, OPINION
from sheets_schema.books.logs import CHANGED, CONSENT, SENT
from sheets_schema.books.register import F01
from sheets_schema.books.rules import CALENDAR, HOURS_TAB, POLICY
from sheets_schema.books.settings_tabs import (
    AUTHORITY,
    CHOICE,
    DOCUMENT,
    LETTER,
    PERSON,
    UNIT,
)
from sheets_schema.books.slip import F02
from sheets_schema.columns import Book

DESK = Book(
    key="desk",
    title="Sổ CSKH",
    file="so-cskh.xlsx",
    tables=(
        F01,
        F02,
        EVENT,
        ACTION,
        CUSTOMER,
        CONFERENCE,
        OPINION,
        CONSENT,
        DOCUMENT,
        POLICY,
        CALENDAR,
        HOURS_TAB,
        PERSON,
        UNIT,
        AUTHORITY,
        CHOICE,
        LETTER,
        SENT,
        CHANGED,
    ),
)
