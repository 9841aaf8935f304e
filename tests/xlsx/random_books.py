"""Books changed at random, and whatever a desk does wrong with them; as JSON.

It is a process of its own, whose memory is its own, too.
"""

from __future__ import annotations

import json
import random
import re
import sys
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile

from jobs import review
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.records import NewRow
from sync import bootstrap
from sync.a1 import column_letters
from sync.xlsx.workbook import WorkbookStore
from tests.desk.conftest import FRIDAY, new_desk
from tests.stores.dialects import replaced
from tests.stores.trial import BOOK, CASE
from tests.xlsx.bounded import peak

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sheets_schema.columns import Table

FILLED = (
    ' t="n"><v>{n}</v>',
    "><v>45689.5</v>",
    "><v>1E+300</v>",
    ' s="3"><v>-{n}</v>',
    ' t="b"><v>1</v>',
    ' t="e"><v>#REF!</v>',
    ' t="e" vm="1"><v>#VALUE!</v>',
    ' t="str"><f>A1&amp;"x"</f><v>x</v>',
    ' t="str"><f>IF(A1="","",1)</f><v></v>',
    "><f>A1+{n}</f>",
    "><f>A1+{n}</f><v/>",
    ' t="shared"><v>{n}</v>',
    ' t="s"><v>{n}</v>',
    ' t="d"><v>2025-03-27T09:05:00</v>',
    ' t="inlineStr"><is><t>Đã &lt;gọi&gt; {n}</t></is>',
    ' t="inlineStr"><is><r><t>hai</t></r><r><rPr><b/></rPr><t> kiểu</t></r></is>',
    ' t="inlineStr"><is><t xml:space="preserve">_x000D_ _x0041_</t></is>',
    ' t="inlineStr"><is><t>{long}</t></is>',
)
EMPTY = ' s="1">', ' t="inlineStr"><is><t/></is>', ' t="s">', "><v></v>"
SHEET = "xl/worksheets/sheet1.xml"
SIZES = '<dimension ref="A1:XFD1048576"/>', '<dimension ref="B7"/>', ""
TAILS = (
    "",
    '<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>',
    (
        '<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/>'
        "</ignoredErrors>"
    ),
)


@dataclass
class Drawn:
    """The rows of a sheet that a person and programs left behind.

    Attributes:
        cells: The XML of its cells, by line and column.
        occupied: The lines in which something stands that has to last.
    """

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    occupied: set[int] = field(default_factory=set)

    @classmethod
    def of(
        cls, draw: random.Random, table: Table, *, lasting: Collection[int]
    ) -> Drawn:
        """Draw them.

        Args:
            draw: The chance.
            table: Whose columns stand in the sheet.
            lasting: The columns in which nothing is ever written over.
        """
        made, width = cls(), len(table.columns)
        for _ in range(draw.randint(1, 12)):
            line = draw.choice([*range(3, 14), draw.randint(3, 900), 1_048_576])
            column = draw.choice([*range(width), width + 2, 40, 16_383])
            filled = draw.random() < 0.8
            inside = draw.choice(FILLED if filled else EMPTY)
            long = draw.choice(("a", "ạ", "🙂")) * draw.choice((3, 40_000))
            inside = inside.format(n=draw.randint(0, 10**6), long=long)
            ref = f"{column_letters(column)}{line}"
            made.cells.setdefault(line, {})[column] = f'<c r="{ref}"{inside}</c>'
        for line, cells in made.cells.items():
            if any(at in lasting and _holds(cell) for at, cell in cells.items()):
                made.occupied.add(line)
        return made

    @property
    def xml(self) -> str:
        rows = (
            f'<row r="{line}">{"".join(cells[at] for at in sorted(cells))}</row>'
            for line, cells in sorted(self.cells.items())
        )
        return "".join(rows)


def _holds(cell: str) -> bool:
    return not any(cell.endswith(f"{it}</c>") for it in EMPTY)


def wrong(desk: WorkbookStore, words: bytes, drawn: Drawn, at: int) -> Iterator[str]:
    """What a desk does wrong with a book: a line it does not see, a cell it loses."""
    desk.file(BOOK).write_bytes(words)
    reading = desk.read(BOOK)
    seen = {row.line for row in reading.rows["case"]}
    if not drawn.occupied <= seen:
        yield f"{at}: does not see {drawn.occupied - seen}"
    desk.commit(reading, [NewRow("case", {"code": "F01-new"}, once="code")])
    if at % 10 == 0:
        desk.dress(BOOK)
    with ZipFile(desk.file(BOOK)) as file:
        sheet = file.read(SHEET).decode()
    lost = [
        cell
        for line in drawn.occupied
        for cell in drawn.cells[line].values()
        if _holds(cell) and cell not in sheet
    ]
    yield from (f"{at}: loses {cell[:80]}" for cell in lost)
    (new,) = [
        it.line for it in desk.read(BOOK).rows["case"] if it.get("code") == "F01-new"
    ]
    if new in drawn.occupied:
        yield f"{at}: writes into line {new}"


def changed(words: bytes, draw: random.Random, drawn: Drawn, part: str) -> bytes:
    """A book of ours with other rows, another size, other things around them."""
    with ZipFile(BytesIO(words)) as file:
        sheet = file.read(part).decode()
    size = re.search(r"<dimension[^>]*>", sheet)
    end, tail = "</sheetData>", draw.choice(TAILS)
    said = sheet.replace(size[0] if size else "", draw.choice(SIZES), 1)
    return replaced(words, part, sheet, said.replace(end, f"{drawn.xml}{end}{tail}"))


def trials(seed: int, count: int) -> Iterator[str]:
    """What goes wrong with so many books."""
    with TemporaryDirectory() as folder:
        desk = WorkbookStore(Path(folder), desk_id="ban-thu")
        desk.dress(BOOK)
        words = desk.file(BOOK).read_bytes()
        for at in range(seed, seed + count):
            draw = random.Random(at)
            drawn = Drawn.of(draw, CASE, lasting=range(len(CASE.columns)))
            yield from wrong(desk, changed(words, draw, drawn, SHEET), drawn, at)


def reviews(seed: int, count: int) -> Iterator[str]:
    """What goes wrong where a whole desk looks at such a register."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = WorkbookStore(folder, desk_id="ban-thu")
        desk = new_desk(folder, store)
        bootstrap.furnish(desk, email="dau@example.com", now=FRIDAY)
        words = store.file(DESK).read_bytes()
        with ZipFile(store.file(DESK)) as file:
            parts = [it for it in file.namelist() if it.startswith("xl/worksheets/s")]
            part = next(it for it in parts if b"f01.code" in file.read(it))
        facts = [at for at, it in enumerate(F01.columns) if it.key in F01.facts]
        for at in range(seed, seed + count):
            draw = random.Random(at)
            drawn = Drawn.of(draw, F01, lasting=facts)
            store.file(DESK).write_bytes(changed(words, draw, drawn, part))
            if review.run(desk, now=FRIDAY).held:
                yield f"{at}: held"
            seen = {row.line for row in store.read(DESK).rows["f01"]}
            if not drawn.occupied <= seen:
                yield f"{at}: does not see {drawn.occupied - seen}"
        desk.queue.close()


def main() -> None:
    """Try as many as the command says."""
    count = int(sys.argv[1])
    found = [*trials(1, count), *reviews(1, max(3, count // 20))]
    sys.stdout.write(json.dumps({"peak": peak(), "wrong": found[:20]}))


if __name__ == "__main__":
    main()
