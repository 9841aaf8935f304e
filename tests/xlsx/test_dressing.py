"""People copy, paste, move and clear; dressing puts the desk's own rules back."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from sheets_schema.books.shelf import DESK
from sheets_schema.columns import Book
from sync.xlsx.workbook import WorkbookStore
from tests.stores import libre
from tests.stores.trial import WorkbookHand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

F01 = DESK["f01"]
BOOK = Book(
    "desk", "Sổ thử", "so-thu.xlsx", tuple(map(DESK.__getitem__, ("f01", "choice")))
)
SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book as it is made."""
    desk = WorkbookStore(tmp_path_factory.mktemp("fresh"), desk_id="ban-thu")
    desk.dress(BOOK)
    return desk.file(BOOK).read_bytes()


@pytest.fixture
def desk(tmp_path: Path, fresh: bytes) -> WorkbookStore:
    return put(tmp_path, fresh)


def put(folder: Path, words: bytes) -> WorkbookStore:
    made = WorkbookStore(folder, desk_id="ban-thu")
    made.file(BOOK).write_bytes(words)
    return made


def opened(desk: WorkbookStore) -> Any:
    return openpyxl.load_workbook(BytesIO(desk.file(BOOK).read_bytes()))


def tab(workbook: Any) -> Any:
    return workbook[F01.title]


def save(desk: WorkbookStore, workbook: Any) -> None:
    workbook.save(desk.file(BOOK))


def part(desk: WorkbookStore, name: str = SHEET) -> str:
    with ZipFile(desk.file(BOOK)) as file:
        return file.read(name).decode()


def rewrite(desk: WorkbookStore, words: str, name: str = SHEET) -> None:
    """Save the book with another text of one part."""
    file = BytesIO()
    with (
        ZipFile(desk.file(BOOK)) as source,
        ZipFile(file, "w", ZIP_DEFLATED) as target,
    ):
        for each in source.namelist():
            target.writestr(each, words if each == name else source.read(each))
    desk.file(BOOK).write_bytes(file.getvalue())


def letter(key: str) -> str:
    return get_column_letter(F01.columns.index(F01[key]) + 1)


def live(workbook: Any, *, ours: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """The live rules of a tab by their cells, in the order in which they count."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    lists = tab(workbook).conditional_formatting
    rules = [(str(block.sqref), rule) for block in lists for rule in block.rules]
    for cells, rule in sorted(rules, key=lambda it: it[1].priority):
        formula = rule.formula[0]
        if ("Lắng Nghe" in formula) == ours:
            fill = rule.dxf.fill.bgColor.rgb if rule.dxf.fill else ""
            bold = bool(rule.dxf.font and rule.dxf.font.b)
            found.setdefault(cells, []).append((formula, fill, bold, rule.stopIfTrue))
    return found


def offers(workbook: Any) -> dict[str, tuple[Any, ...]]:
    rules = tab(workbook).data_validations.dataValidation
    return {
        str(it.sqref): (it.type, it.formula1, it.errorStyle, it.showErrorMessage)
        for it in rules
    }


def is_settled(desk: WorkbookStore) -> bool:
    """Whether dressing once more writes nothing."""
    before = desk.file(BOOK).read_bytes()
    return desk.dress(BOOK) == 0 and desk.file(BOOK).read_bytes() == before


def copied(sheet: Any, line: int) -> None:
    """Rules as Excel leaves them where a row was copied and pasted."""
    lists, pieces = sheet.conditional_formatting, ConditionalFormattingList()
    for block in lists:
        for rule in block.rules:
            match = re.fullmatch(r"(\w+?)3:(\w+?)1048576", str(block.sqref))
            if not match:
                pieces.add(str(block.sqref), rule)
                continue
            first, last = match.groups()
            around = f"{first}3:{last}{line - 1} {first}{line + 1}:{last}1048576"
            pieces.add(around, rule)
            words = re.sub(r"(\$[A-Z]+)3\b", rf"\g<1>{line}", rule.formula[0])
            pieces.add(f"{first}{line}:{last}{line}", same(rule, words))
    sheet.conditional_formatting = pieces


def same(rule: Any, words: str) -> Any:
    return Rule("expression", dxf=rule.dxf, stopIfTrue=True, formula=[words])


def test_colours_that_copying_split_are_one_set_again(
    desk: WorkbookStore,
) -> None:
    before = live(opened(desk))
    for line in (9, 20):
        workbook = opened(desk)
        copied(tab(workbook), line)
        save(desk, workbook)
    assert len(live(opened(desk))) > len(before)
    assert desk.dress(BOOK) == 1
    assert live(opened(desk)) == before
    assert is_settled(desk)


def test_colours_that_somebody_cleared_come_back(desk: WorkbookStore) -> None:
    before = live(opened(desk))
    workbook = opened(desk)
    tab(workbook).conditional_formatting = ConditionalFormattingList()
    save(desk, workbook)
    assert desk.dress(BOOK) == 1
    assert live(opened(desk)) == before
    assert is_settled(desk)


def test_mends_leave_no_heap_of_formats(desk: WorkbookStore) -> None:
    def formats() -> int:
        return len(re.findall("<dxf>", part(desk, "xl/styles.xml")))

    before = formats()
    for _ in range(3):
        rewrite(desk, part(desk).replace("$F3", "$G3"))
        assert desk.dress(BOOK) == 1
    assert formats() == before


def test_peoples_own_colours_stay_and_keep_their_turn(desk: WorkbookStore) -> None:
    workbook = opened(desk)
    sheet = tab(workbook)
    for block in sheet.conditional_formatting:
        for rule in block.rules:
            rule.priority += 1
    sheet.conditional_formatting.add("A3:D9", pink("first", priority=1))
    sheet.conditional_formatting.add("B4:C9", pink("last", priority=900))
    save(desk, workbook)
    rewrite(desk, part(desk).replace("$F3", "$G3"))
    before = turns(opened(desk))
    assert desk.dress(BOOK) == 1
    after = turns(opened(desk))
    assert (after[0], after[-1]) == (before[0], before[-1])
    assert after[0][1] == '$A3="first"'
    blocks = list(live_blocks(opened(desk)))
    assert (blocks[0], blocks[-1]) == ('$A3="first"', '$A3="last"')
    assert is_settled(desk)


def live_blocks(workbook: Any) -> Iterator[str]:
    """The first rule of every block, as LibreOffice reads them."""
    return (it.rules[0].formula[0] for it in tab(workbook).conditional_formatting)


def pink(word: str, priority: int = 0) -> Any:
    look = DifferentialStyle(fill=PatternFill(bgColor="FFFF00FF"))
    words = f'$A3="{word}"'
    return Rule("expression", priority=priority, dxf=look, formula=[words])


def turns(workbook: Any) -> list[tuple[int, str]]:
    """All live rules of a tab in the order in which they count."""
    lists = tab(workbook).conditional_formatting
    return sorted((it.priority, it.formula[0]) for block in lists for it in block.rules)


def test_colours_follow_columns_that_moved(desk: WorkbookStore) -> None:
    hand = WorkbookHand(desk.file(BOOK))
    hand.act("f01", lambda grid: grid.move_column("f01.due_flag", 20))
    hand.act("f01", lambda grid: grid.add_column(3, "Của tôi"))
    desk.dress(BOOK)
    flag = get_column_letter(list(tab_keys(desk)).index("f01.due_flag") + 1)
    assert flag == "V"
    assert f'LEFT(${flag}3,1)="▲"' in live(opened(desk))[f"{flag}3:{flag}1048576"][0][0]
    assert any(cells.startswith("A3:") for cells in live(opened(desk)))
    assert is_settled(desk)


def tab_keys(desk: WorkbookStore) -> list[str]:
    return [cell.value for cell in tab(opened(desk))[1]]


def test_colours_set_by_hand_and_widths_stay(desk: WorkbookStore) -> None:
    workbook = opened(desk)
    sheet = tab(workbook)
    sheet["D5"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet.column_dimensions["D"].width = 77
    sheet.column_dimensions["H"].hidden = True
    sheet.conditional_formatting = ConditionalFormattingList()
    save(desk, workbook)
    desk.dress(BOOK)
    sheet = tab(opened(desk))
    assert sheet["D5"].fill.fgColor.rgb == "FF00FF00"
    assert sheet.column_dimensions["D"].width == 77
    assert sheet.column_dimensions["H"].hidden


def test_drop_downs_and_warnings_that_were_removed_come_back(
    desk: WorkbookStore,
) -> None:
    before = offers(opened(desk))
    workbook = opened(desk)
    tab(workbook).data_validations.dataValidation = []
    save(desk, workbook)
    assert desk.dress(BOOK) == len(before)
    assert offers(opened(desk)) == before
    assert is_settled(desk)


@pytest.mark.parametrize(
    "change",
    [
        {"formula1": '"Có,Không"'},
        {"errorStyle": "information"},
        {"showErrorMessage": False},
        {"showDropDown": True},
        {"sqref": "K4:K1048576"},
        {"sqref": "K3:K9 K11:K1048576"},
    ],
    ids=str,
)
def test_a_drop_down_that_was_changed_is_as_it_was(
    desk: WorkbookStore, change: dict[str, Any]
) -> None:
    before = offers(opened(desk))
    workbook = opened(desk)
    cells = f"{letter('kind')}3:{letter('kind')}1048576"
    (rule,) = (it for it in rules(workbook) if str(it.sqref) == cells)
    for name, value in change.items():
        said = value.replace("K", letter("kind")) if name == "sqref" else value
        setattr(rule, name, said)
    save(desk, workbook)
    assert desk.dress(BOOK) == 1
    assert offers(opened(desk)) == before
    assert is_settled(desk)


def rules(workbook: Any) -> list[Any]:
    found: list[Any] = tab(workbook).data_validations.dataValidation
    return found


def test_a_rule_of_entry_of_ones_own_stays_and_ours_stand_around_it(
    desk: WorkbookStore,
) -> None:
    kind = letter("kind")
    workbook = opened(desk)
    listed = [it for it in rules(workbook) if str(it.sqref) != f"{kind}3:{kind}1048576"]
    own = DataValidation("list", '"Riêng"', sqref=f"{kind}10:{kind}12")
    tab(workbook).data_validations.dataValidation = [*listed, own]
    save(desk, workbook)
    assert desk.dress(BOOK) == 1
    after = offers(opened(desk))
    assert after[f"{kind}10:{kind}12"][1] == '"Riêng"'
    assert f"{kind}3:{kind}9 {kind}13:{kind}1048576" in after
    assert is_settled(desk)


def test_a_drop_down_copied_into_a_column_of_ones_own_stays(
    desk: WorkbookStore,
) -> None:
    workbook = opened(desk)
    rules(workbook)[-1].sqref = f"{rules(workbook)[-1].sqref} ZZ5"
    tab(workbook)[f"{letter('note')}7"].value = "x"
    save(desk, workbook)
    before = desk.file(BOOK).read_bytes()
    assert desk.dress(BOOK) == 0
    assert desk.file(BOOK).read_bytes() == before


def test_drop_downs_that_excel_keeps_among_its_extensions_are_known(
    desk: WorkbookStore,
) -> None:
    before = offers(opened(desk))
    rewrite(desk, extended(part(desk)))
    assert "<x14:dataValidation " in part(desk)
    assert is_settled(desk)
    rewrite(desk, part(desk).replace("$1002", "$9"))
    assert desk.dress(BOOK) > 1
    assert offers(opened(desk)) == before
    assert "extLst" not in part(desk)
    assert is_settled(desk)


def extended(sheet: str) -> str:
    """A sheet whose rules that look at other tabs stand where Excel puts them."""
    moved = []

    def take(found: re.Match[str]) -> str:
        if "OFFSET" not in found[0]:
            return found[0]
        cells, formula = re.search(r'sqref="([^"]+)"', found[0]), found[2]
        assert cells
        about = found[1].replace(cells[0], "")
        moved.append(
            f"<x14:dataValidation{about}><x14:formula1><xm:f>{formula}</xm:f>"
            f"</x14:formula1><xm:sqref>{cells[1]}</xm:sqref></x14:dataValidation>"
        )
        return ""

    kept = re.sub(
        r"<dataValidation( [^>]*)><formula1>(.*?)</formula1></dataValidation>",
        take,
        sheet,
    )
    main = "http://schemas.microsoft.com/office"
    ext = (
        f'<extLst><ext xmlns:x14="{main}/spreadsheetml/2009/9/main" '
        'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations '
        f'xmlns:xm="{main}/excel/2006/main" count="{len(moved)}">{"".join(moved)}'
        "</x14:dataValidations></ext></extLst></worksheet>"
    )
    return kept.replace("</worksheet>", ext)


def notes(workbook: Any) -> dict[str, str]:
    cells = [cell for cell in tab(workbook)[2] if cell.comment]
    return {cell.coordinate: cell.comment.text for cell in cells}


def test_heading_notes_that_were_deleted_come_back(desk: WorkbookStore) -> None:
    before = notes(opened(desk))
    workbook = opened(desk)
    for cell in ("A2", "K2"):
        tab(workbook)[cell].comment = None
    tab(workbook)["B2"].comment = Comment("Hỏi chị Hà.", "Lan")
    tab(workbook)["B9"].comment = Comment("Gọi lại.", "Lan")
    save(desk, workbook)
    assert desk.dress(BOOK) == 2
    assert notes(opened(desk)) == {**before, "B2": "Hỏi chị Hà."}
    assert tab(opened(desk))["B9"].comment.text == "Gọi lại."
    assert is_settled(desk)


def test_a_tab_that_lost_all_its_notes_has_them_again(desk: WorkbookStore) -> None:
    before = notes(opened(desk))
    without_notes(desk)
    assert desk.dress(BOOK) == len(before)
    assert notes(opened(desk)) == before
    assert is_settled(desk)


def without_notes(desk: WorkbookStore) -> None:
    workbook = opened(desk)
    for cell in tab(workbook)[2]:
        cell.comment = None
    tab(workbook).legacy_drawing = None
    save(desk, workbook)


@libre.needed
def test_notes_that_came_back_are_notes_in_libreoffice(desk: WorkbookStore) -> None:
    before = notes(opened(desk))
    without_notes(desk)
    desk.dress(BOOK)
    libre.saved(desk.file(BOOK))
    assert notes(opened(desk)) == before
    workbook = opened(desk)
    tab(workbook)["A2"].comment = None
    save(desk, workbook)
    libre.saved(desk.file(BOOK))
    assert desk.dress(BOOK) == 1
    libre.saved(desk.file(BOOK))
    assert notes(opened(desk)) == before


def test_the_look_of_a_tab_with_a_lost_column_is_left_alone(
    desk: WorkbookStore,
) -> None:
    workbook = opened(desk)
    tab(workbook)[f"{letter('kind')}1"].value = None
    tab(workbook)[f"{letter('kind')}2"].value = "Loại gì"
    tab(workbook).conditional_formatting = ConditionalFormattingList()
    save(desk, workbook)
    assert desk.dress(BOOK) == 0


@libre.needed
def test_a_book_that_libreoffice_saved_needs_nothing(desk: WorkbookStore) -> None:
    libre.saved(desk.file(BOOK))
    assert is_settled(desk)


@libre.needed
def test_a_mended_book_is_mended_in_libreoffice_too(desk: WorkbookStore) -> None:
    workbook = opened(desk)
    copied(tab(workbook), 9)
    tab(workbook).data_validations.dataValidation = []
    save(desk, workbook)
    libre.saved(desk.file(BOOK))
    assert desk.dress(BOOK) > 1
    libre.saved(desk.file(BOOK))
    assert is_settled(desk)


def clear(sheet: Any, _: int) -> None:
    sheet.conditional_formatting = ConditionalFormattingList()


def own(sheet: Any, line: int) -> None:
    sheet.conditional_formatting.add(f"A{line}:D{line + 9}", pink(str(line)))


def drop(sheet: Any, at: int) -> None:
    entries = sheet.data_validations.dataValidation
    del entries[at % len(entries)]


def cut(sheet: Any, line: int) -> None:
    entries = sheet.data_validations.dataValidation
    column = str(entries[line % len(entries)].sqref).partition("3:")[0]
    entries[line % len(entries)].sqref = f"{column}3:{column}{line}"


def twist(sheet: Any, _: int) -> None:
    for block in sheet.conditional_formatting:
        block.rules.reverse()
        for rule in block.rules:
            rule.priority = 100 - rule.priority


DAMAGES = (copied, clear, own, drop, cut, twist)
"""What people and their programs do to the rules of a tab."""


@given(st.lists(st.tuples(st.sampled_from(DAMAGES), st.integers(4, 40)), max_size=5))
def test_whatever_happens_to_the_rules_one_dressing_sets_them_right(
    tmp_path_factory: pytest.TempPathFactory,
    fresh: bytes,
    damages: list[tuple[Callable[[Any, int], None], int]],
) -> None:
    desk = put(tmp_path_factory.mktemp("any"), fresh)
    workbook = opened(desk)
    whole = all_rules(workbook)
    for damage, at in damages:
        damage(tab(workbook), at)
    save(desk, workbook)
    theirs = live(workbook, ours=False)
    desk.dress(BOOK)
    assert all_rules(opened(desk)) == (whole[0], theirs, whole[2])
    assert is_settled(desk)


def all_rules(workbook: Any) -> tuple[Any, ...]:
    return live(workbook), live(workbook, ours=False), offers(workbook)
