"""A commit beside openpyxl's load and save, a reading beside calamine alone.

One register of 28 columns at each size. Each measurement is a process of its own, so
that its peak of memory is its own too; every figure is the median of several. The peers
do the same work: 100 new rows, or one column changed in all rows. The floor copies the
file. Memory is what the process took beyond what its imports need.
"""

import shutil
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sheets_schema.cells import CODE, DAY, LONG, MOMENT, NUMBER, TEXT
from sheets_schema.columns import Book, Column, Table
from sheets_schema.records import CellChange, NewRow, Reading
from sync.xlsx.workbook import WorkbookStore

SIZES, TURNS, NEW = (1_000, 10_000), 3, 100
FASTER, LEANER, READING = 10, 1 / 3, 1.5
KINDS = (CODE, TEXT, MOMENT, TEXT, LONG, DAY, NUMBER)
COLUMNS = tuple(
    Column(f"c{at}", f"Cột {at}", KINDS[at % len(KINDS)]) for at in range(28)
)
TABLE = Table("case", "Sổ vụ việc", COLUMNS, "c0")
BOOK = Book("trial", "Sổ thử", "so-thu.xlsx", (TABLE,))
BEGIN = datetime(2026, 1, 5, 8)  # noqa: DTZ001 - sheets hold local time
WORDS = "Tôi gọi ba lần, không ai nghe máy, xin trả lời sớm. "


def row(number: int) -> NewRow:
    values = (
        f"F01-2026-{number:05}",
        f"Nguyễn Văn {number % 97}",
        BEGIN + timedelta(minutes=number),
        "Đang xác minh",
        WORDS * (number % 3),
        date(2026, 1, 5) + timedelta(days=number % 300),
        number % 5,
    )
    cells = {f"c{at}": values[at % len(values)] for at in range(28)}
    return NewRow("case", cells, once="c0")


def store(folder: Path) -> WorkbookStore:
    return WorkbookStore(folder, desk_id="ban-thu")


def make(folder: Path, size: int) -> None:
    desk = store(folder)
    desk.dress(BOOK)
    desk.commit(desk.read(BOOK), [row(number) for number in range(size)])


def peak() -> float:
    """The most memory this process has held, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(it.split()[1]) for it in lines if it.startswith("VmHWM")) / 1024


def changes(reading: Reading, work: str) -> list[CellChange | NewRow]:
    if work == "append":
        return [row(1_000_000 + number) for number in range(NEW)]
    return [
        CellChange("case", it.line, "c3", it.get("c3"), "Đã đóng")
        for it in reading.rows["case"]
    ]


def ours(folder: Path, work: str) -> float:
    desk = store(folder)
    reading = desk.read(BOOK)
    todo = changes(reading, work)
    start = perf_counter()
    desk.commit(reading, todo)
    return perf_counter() - start


def peer(folder: Path, work: str) -> float:
    import openpyxl  # noqa: PLC0415 - ours must not pay for it

    start = perf_counter()
    workbook = openpyxl.load_workbook(folder / BOOK.file)
    sheet = workbook[TABLE.title]
    if work == "append":
        for number in range(NEW):
            sheet.append(list(row(1_000_000 + number).cells.values()))
    else:
        for line in range(3, sheet.max_row + 1):
            sheet.cell(line, 4).value = "Đã đóng"
    workbook.save(folder / BOOK.file)
    return perf_counter() - start


def read_ours(folder: Path, _: str) -> float:
    start = perf_counter()
    store(folder).read(BOOK)
    return perf_counter() - start


def read_peer(folder: Path, _: str) -> float:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - as above

    start = perf_counter()
    with CalamineWorkbook.from_path(folder / BOOK.file) as workbook:
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()
    return perf_counter() - start


def copy(folder: Path, _: str) -> float:
    start = perf_counter()
    shutil.copyfile(folder / BOOK.file, folder / "copy")
    return perf_counter() - start


WORKERS = {
    "ours": ours,
    "openpyxl": peer,
    "read": read_ours,
    "calamine": read_peer,
    "copy": copy,
}


def measured(folder: Path, *workers: str, work: str = "-") -> list[tuple[float, float]]:
    """Seconds and megabytes of each worker, the medians of several processes.

    They take turns, so that a busy moment of the machine meets all of them.
    """
    runs = [[run(folder, it, work) for it in workers] for _ in range(TURNS)]
    return [
        (median(it[0] for it in own), median(it[1] for it in own))
        for own in zip(*runs, strict=True)
    ]


def run(folder: Path, worker: str, work: str) -> tuple[float, float]:
    with TemporaryDirectory(dir=folder.parent) as copy_of:
        shutil.copy(folder / BOOK.file, copy_of)
        words = [sys.executable, __file__, worker, work, copy_of]
        said = subprocess.run(words, check=True, capture_output=True, text=True)
    seconds, memory = map(float, said.stdout.split())
    return seconds, memory


def report(folder: Path, size: int) -> None:
    ((floor, _),) = measured(folder, "copy")
    print(f"{size} rows x 28 columns; copying the file takes {floor * 1000:.1f} ms")
    for work in ("append", "column"):
        (seconds, memory), (other, others) = measured(
            folder, "ours", "openpyxl", work=work
        )
        print(
            f"  {work}: ours {seconds * 1000:.0f} ms, {memory:.0f} MB; openpyxl "
            f"{other * 1000:.0f} ms, {others:.0f} MB: {other / seconds:.1f} times "
            f"faster (goal {FASTER}), memory {memory / others:.2f} (goal {LEANER:.2f})"
        )
    (seconds, memory), (other, others) = measured(folder, "read", "calamine")
    print(
        f"  read: ours {seconds * 1000:.0f} ms, {memory:.0f} MB; calamine "
        f"{other * 1000:.0f} ms, {others:.0f} MB; {seconds / other:.2f} times "
        f"(goal at most {READING})"
    )


def main() -> None:
    if len(sys.argv) > 1:
        worker, work, folder = sys.argv[1:]
        before = peak()
        seconds = WORKERS[worker](Path(folder), work)
        print(seconds, peak() - before)
        return
    for size in SIZES:
        with TemporaryDirectory() as folder:
            home = Path(folder) / "desk"
            home.mkdir()
            make(home, size)
            report(home, size)


if __name__ == "__main__":
    main()
