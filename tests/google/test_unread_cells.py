"""An error that a formula came to at Google is no value, and is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sheets_schema.cells import Unread
from tests.google.test_mishaps import message, type_in

if TYPE_CHECKING:
    from tests.google.office import Building

ERRORS = {"=1/0": "#DIV/0!", '="a"+1': "#VALUE!"}


@pytest.mark.parametrize("formula", ERRORS)
def test_an_error_where_the_words_should_stand_opens_no_case(
    house: Building, formula: str
) -> None:
    with house.office() as office:
        free = 3 + len(office.calm().rows())
        type_in(office, "description", free, formula)
        office.work(3)
        row = office.rows()[free - 3]
        told = Unread.error(ERRORS[formula]).how in row["message"]
        assert (row.get("code"), told) == (None, True)


def test_an_error_in_a_case_is_told_in_its_row(house: Building) -> None:
    with house.office() as office:
        office.calm()
        type_in(office, "owner", 4, "=1/0")
        office.work()
        assert Unread.error("#DIV/0!").how in message(office)
