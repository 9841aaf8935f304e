from typing import Any

import pytest

from tests.sheets_emulator.direct import Direct
from tests.sheets_emulator.errors import KindError
from tests.sheets_emulator.people import ACTIONS, Person

TABLE = [["h", "i", "j"], ["c", "3", "x"], ["a", "1", "y"], ["b", "2", "z"]]


@pytest.fixture
def person(sheet: Direct) -> Person:
    sheet.update("A1", TABLE)
    return sheet.emulator.person(sheet.book_id)


@pytest.mark.parametrize(
    ("action", "read"),
    [
        ({"do": "sort", "column": "A"}, ["h", "a", "b", "c"]),
        ({"do": "sort", "column": "B", "down": True}, ["h", "c", "b", "a"]),
        ({"do": "insert_rows", "at": 2}, ["h", "", "c", "a", "b"]),
        ({"do": "delete_rows", "at": 2, "count": 2}, ["h", "b"]),
        ({"do": "insert_columns", "at": "A"}, []),
        ({"do": "delete_columns", "at": "A"}, ["i", "3", "1", "2"]),
        ({"do": "move_columns", "at": "C", "to": "A"}, ["j", "x", "y", "z"]),
        ({"do": "move_rows", "at": 4, "to": 2}, ["h", "b", "c", "a"]),
        ({"do": "type", "cell": "A2", "text": "new"}, ["h", "new", "a", "b"]),
        ({"do": "clear", "area": "A3:B3"}, ["h", "c", "", "b"]),
        ({"do": "paste", "cell": "A3", "rows": [["p"], ["q"]]}, ["h", "c", "p", "q"]),
        ({"do": "hide_rows", "at": 2}, ["h", "c", "a", "b"]),
        ({"do": "note", "cell": "A1", "text": "n"}, ["h", "c", "a", "b"]),
    ],
)
def test_what_people_do_is_seen_by_the_next_request(
    sheet: Direct, person: Person, action: dict[str, Any], read: list[str]
) -> None:
    person.act({**action, "tab": "Sheet1"})
    found = sheet.read("A1:A9") or []
    assert [(row or [""])[0] for row in found] == read


def test_every_action_can_be_asked_for_by_name() -> None:
    assert all(callable(getattr(Person, name)) for name in ACTIONS)


def test_an_unknown_action_is_told(person: Person) -> None:
    with pytest.raises(KindError, match="no such action: dance"):
        person.act({"do": "dance"})


def test_people_work_between_two_requests(sheet: Direct, person: Person) -> None:
    number = sheet.emulator.next_number()
    sheet.emulator.before[number + 1] = [lambda: person.insert_rows("Sheet1", 1)]
    sheet.emulator.after[number + 1] = [lambda: person.rename_tab("Sheet1", "New")]
    first = sheet.read("Sheet1!A1")
    second = sheet.read("Sheet1!A1:A2")
    assert (first, second) == ([["h"]], [[], ["h"]])
    assert sheet.read("New!A2") == [["h"]]


def test_a_filter_hides_rows_and_shows_them_again(
    sheet: Direct, person: Person
) -> None:
    fields = "sheets.data.rowMetadata.hiddenByFilter"

    def hidden() -> list[bool]:
        data = sheet.get(ranges="A1:A4", fields=fields)["sheets"][0]["data"][0]
        return ["hiddenByFilter" in one for one in data["rowMetadata"]]

    person.filter("Sheet1", "A", ["a", "c"])
    assert hidden() == [False, True, True, False]
    person.unfilter("Sheet1")
    assert hidden() == [False] * 4


def test_a_strict_rule_stops_typing_but_not_pasting(
    sheet: Direct, person: Person
) -> None:
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "yes"}]}
    rule = {"condition": condition, "strict": True}
    place = {"startRowIndex": 1, "endRowIndex": 2, "endColumnIndex": 1}
    sheet.batch({"setDataValidation": {"range": place, "rule": rule}})
    with pytest.raises(KindError, match="data validation rules"):
        person.type("Sheet1", "A2", "maybe")
    person.type("Sheet1", "A2", "yes")
    assert sheet.read("A2") == [["yes"]]
    person.paste("Sheet1", "A2", [["maybe"]])
    assert sheet.read("A2") == [["maybe"]]


def test_a_tab_is_added_and_deleted(sheet: Direct, person: Person) -> None:
    person.add_tab("Của tôi")
    person.delete_tab("Sheet1")
    fields = "sheets.properties.title"
    assert sheet.get(fields=fields) == {
        "sheets": [{"properties": {"title": "Của tôi"}}]
    }


def test_a_choice_comes_from_another_tab(sheet: Direct, person: Person) -> None:
    person.add_tab("Danh mục")
    person.paste("Danh mục", "A3", [["Phàn nàn"], ["Góp ý"]])
    values = [{"userEnteredValue": "='Danh mục'!$A$3:$A"}]
    condition = {"type": "ONE_OF_RANGE", "values": values}
    place = {"startRowIndex": 1, "endRowIndex": 2, "endColumnIndex": 1}
    rule = {"condition": condition, "strict": True}
    sheet.batch({"setDataValidation": {"range": place, "rule": rule}})
    person.type("Sheet1", "A2", "Góp ý")
    with pytest.raises(KindError):
        person.type("Sheet1", "A2", "Khen")
    assert sheet.read("A2") == [["Góp ý"]]


def test_what_people_are_refused_stops_nobody(sheet: Direct, person: Person) -> None:
    number = sheet.emulator.next_number()
    sheet.emulator.before[number] = [lambda: person.delete_tab("Sheet1")]
    assert sheet.read("A1") == [["h"]]
    assert sheet.emulator.refused == [
        "You can't remove all the visible sheets in a document."
    ]


def test_people_go_on_when_a_request_is_refused(sheet: Direct, person: Person) -> None:
    number = sheet.emulator.next_number()
    sheet.emulator.after[number] = [lambda: person.type("Sheet1", "A1", "new")]
    assert sheet.update("Nope!A1", [["x"]])["error"]["code"] == 400
    assert sheet.read("A1") == [["new"]]
