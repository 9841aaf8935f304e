import re
from collections.abc import Mapping
from fnmatch import fnmatchcase as fnmatch

import pytest

from sheets_schema.books.shelf import BOOK_OF, BOOKS, DESK
from sheets_schema.columns import Column, Owner, Table
from sheets_schema.looks import colours, guide, look
from sheets_schema.words import FeedbackKind, Flag, Status

TABLES = [table for book in BOOKS for table in book.tables]
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)


def column(tab: str, key: str) -> look.ColumnLook:
    shown = look.of(BOOK_OF[tab][tab]).columns
    return next(one for one in shown if one.key == key)


def truth(when: str, cells: Mapping[str, object]) -> bool:
    """Whether a formula without COUNTIFS holds, worked out as a spreadsheet does."""
    words = {
        "AND": lambda *parts: all(parts),
        "OR": lambda *parts: any(parts),
        "NOT": lambda part: not part,
        "LEFT": lambda text, n: str(text)[:n],
        "ISNUMBER": lambda cell: isinstance(cell, int),
        "NOW": lambda: 100,
        "cell": lambda key: cells.get(key, ""),
        "Number": lambda cell: cell if isinstance(cell, int) else 10**9,
        "FALSE": False,
    }
    python = colours.formula(
        when,
        cell=lambda key: f"cell('{key}')",
        column=lambda key: key,
        separator=",",
    )
    python = python.replace("<>", "!=").replace("=", "==").replace("!==", "!=")
    python = python.replace("cell('next_due')<", "Number(cell('next_due'))<")
    python = python.replace("cell('due')<", "Number(cell('due'))<")
    return bool(eval(python, {"__builtins__": {}}, words))  # noqa: S307 - our own rules


def shown(tab: str, key: str, **cells: object) -> look.Style:
    """What a cell of the tab looks like: of the rules that hold the first."""
    rules = look.of(DESK[tab]).rules
    mine = (one for one in rules if not one.columns or key in one.columns)
    return next((one.style for one in mine if truth(one.when, cells)), look.Style())


@every_table
def test_rules_look_only_at_columns_that_exist(table: Table) -> None:
    for rule in look.of(table).rules:
        assert colours.keys(rule.when) | set(rule.columns) <= set(table.by_key)


@every_table
def test_folds_are_the_boxes_of_the_tab(table: Table) -> None:
    folded = [key for fold in look.of(table).folds for key in fold.columns]
    assert folded == [one.key for one in table.columns if one.box]


@every_table
def test_people_are_warned_of_the_desks_own_columns_and_never_refused(
    table: Table,
) -> None:
    for mine, one in zip(table.columns, look.of(table).columns, strict=True):
        assert bool(one.warning) == mine.by_machine
        assert not (one.warning and one.drop_down)
        assert len(one.warning) <= 225


def test_a_formula_is_written_for_a_workbook_and_for_a_vietnamese_sheet() -> None:
    rule = look.ColourRule('AND({kind}="";COUNTIF({kind:all};"x")=0)', look.Style())
    written = [
        look.formula(
            rule.when,
            cell=lambda key: f"${key[0].upper()}3",
            column=lambda key: f"${key[0].upper()}$3:${key[0].upper()}$9",
            separator=separator,
        )
        for separator in (",", ";")
    ]
    assert written == [
        'AND($K3="",COUNTIF($K$3:$K$9,"x")=0)',
        'AND($K3="";COUNTIF($K$3:$K$9;"x")=0)',
    ]


def test_a_late_case_is_coloured_even_before_the_desk_has_said_so() -> None:
    late = shown("f01", "name", due_flag=Flag.SOON, next_due=99)
    assert late.fill == colours.VERMILION


def test_a_case_that_waits_for_the_customer_is_not_late() -> None:
    assert shown("f01", "name", due_flag=Flag.PAUSED, next_due=99) == look.Style()


def test_a_case_near_its_moment_is_orange() -> None:
    assert shown("f01", "name", due_flag=Flag.SOON, next_due=101).fill == colours.ORANGE


def test_a_closed_case_is_grey_whatever_its_old_moment() -> None:
    closed = shown("f01", "name", due_flag=Flag.CLOSED, next_due=1)
    assert closed == look.Style("", colours.GREY)


def test_a_case_on_time_has_no_colour() -> None:
    assert shown("f01", "name", due_flag=Flag.ON_TIME, next_due=101) == look.Style()


def test_level_three_is_bold_and_late_at_once() -> None:
    urgent = shown("f01", "name", due_flag=Flag.LATE, severity="3 Khẩn cấp")
    assert (urgent.bold, urgent.fill) == (True, colours.VERMILION)


def test_words_in_the_place_of_a_moment_are_not_late() -> None:
    assert shown("f01", "name", due_flag="", next_due="mai") == look.Style()


@pytest.mark.parametrize("key", ["kind", "owner"])
def test_a_new_row_asks_for_its_kind_and_for_somebody_to_take_it(key: str) -> None:
    assert shown("f01", key, description="Chờ mãi").fill == colours.YELLOW
    assert shown("f01", key, description="Chờ mãi", **{key: "đã có"}).fill == ""
    assert shown("f01", key).fill == ""


def test_a_complaint_that_was_taken_asks_for_the_first_reply_m30() -> None:
    taken = {"kind": FeedbackKind.COMPLAINT, "owner": "Trần Thu Hà"}
    assert shown("f01", "replied_at", **taken).fill == colours.YELLOW
    assert shown("f01", "replied_at", **taken, imported_at=1).fill == ""


def test_a_suggestion_asks_the_director_q8() -> None:
    taken = {"kind": FeedbackKind.SUGGESTION, "owner": "Trần Thu Hà"}
    assert shown("f01", "leader_decision", **taken).fill == colours.YELLOW


@pytest.mark.parametrize(
    ("status", "key"),
    [
        (Status.AWAITING_DIRECTION, "lead_unit"),
        (Status.INVESTIGATING, "verdict"),
        (Status.AWAITING_APPROVAL, "decision"),
        (Status.REJECTION_REVIEW, "decision"),
        (Status.VERIFYING, "check_result"),
    ],
)
def test_a_slip_asks_for_the_cell_of_its_state(status: Status, key: str) -> None:
    assert shown("f02", key, status=status).fill == colours.YELLOW
    assert shown("f02", key, status=Status.CLOSED).fill == ""


def test_a_role_with_nobody_turns_its_heading_red_m1() -> None:
    rule = look.of(DESK["person"]).rules[0]
    assert (rule.on_heading, rule.columns) == (True, ("role",))
    assert rule.style.fill == colours.RED
    assert colours.keys(rule.when) == {"role", "active"}
    written = colours.formula(rule.when, cell=str, column=str, separator=",")
    assert ',"*;CSKH*",' in written
    patterns = re.findall(r'\{role:all\};"([^"]*)"', rule.when)
    told = {
        role: [one for one in patterns if one.endswith(f"{role}*")]
        for role in ("CSKH", "Giám đốc", "Tổng Giám đốc")
    }
    assert not any(fnmatch("Trưởng CSKH", one) for one in told["CSKH"][:4])
    assert not any(fnmatch("Tổng Giám đốc", one) for one in told["Giám đốc"][:4])
    for cell in ("CSKH", "CSKH; Quản trị", "Quản trị; CSKH", "Quản trị, CSKH"):
        assert any(fnmatch(cell, one) for one in told["CSKH"]), cell
    assert told["Tổng Giám đốc"], "every role that letters are written to"


def test_lists_of_the_procedure_refuse_and_open_lists_warn() -> None:
    kind, service = column("f01", "kind"), column("f01", "service")
    assert kind.drop_down
    assert service.drop_down
    assert (kind.drop_down.alert, service.drop_down.alert) == ("refuse", "warn")
    assert (service.drop_down.tab, service.drop_down.column) == ("choice", "service")


def test_a_cell_of_several_choices_lets_them_be_typed() -> None:
    wanted = column("f01", "wanted").drop_down
    assert wanted
    assert wanted.alert == "none"


def test_people_are_chosen_from_the_tab_of_people() -> None:
    owner = column("f01", "owner").drop_down
    assert owner
    assert (owner.tab, owner.column, owner.alert) == ("person", "name", "warn")


def test_the_note_of_a_heading_begins_with_whoever_fills_the_column() -> None:
    for table in TABLES:
        for mine, one in zip(table.columns, look.of(table).columns, strict=True):
            assert one.note.startswith(mine.owner.value)


def test_words_go_on_in_the_next_line_and_codes_do_not() -> None:
    assert column("f01", "description").wrap
    assert column("f01", "next_step").wrap
    assert not column("f01", "code").wrap


def test_every_owner_has_a_tint_of_the_headings() -> None:
    assert set(look.OWNER_TINTS) == set(Owner)


def test_the_guide_uses_styles_that_exist_and_shows_every_sign() -> None:
    lines = [line for lines in guide.GUIDES.values() for line in lines]
    assert {style for _, style in lines} <= set(guide.STYLES)
    text = "\n".join(line for line, _ in lines)
    for flag in Flag:
        assert flag in text


def test_the_guide_speaks_of_headings_that_stand_in_the_register() -> None:
    text = "\n".join(line for line, _ in guide.DESK)
    headings: dict[str, Column] = {one.heading: one for one in DESK["f01"].columns}
    for heading in ("Việc kế tiếp", "Hệ thống nhắn", "Nội dung khách nói", "Phân loại"):
        assert heading in headings
        assert heading in text
