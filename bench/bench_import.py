"""An import beside openpyxl, which only copies cells, and beside reading the file.

An old register of ten columns at each size, by the command line. The peer opens the
same new book with openpyxl, appends the same cells without looking at them, and saves;
ours also understands each cell, knows it again, numbers it and notes it. The floor
reads the file. Each measurement is a process of its own, so that its peak of memory is
its own too; every figure is the median of several. Memory is what rows add to that of
a file with a single row: the program itself is larger than openpyxl, and stays so; its
goal is for 10,000 rows and more, below that what is read and written at once counts.
"""

import csv
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from click.testing import CliRunner

ROOT = Path(__file__).parents[1]
SIZES, TURNS = (1_000, 10_000, 30_000), 3
LONGER, HEAVIER = 3, 2
"""Beside a peer that copies. A fifth of our time notes the rows in the journal."""
HEADINGS = {
    "Ngày nhận": "received_at",
    "Hẹn xong": "promised_at",
    "Ngày đóng": "closed_at",
    "Họ tên": "name",
    "SĐT": "phone",
    "Email": "email",
    "Kênh": "channel",
    "Nội dung": "description",
    "Ghi chú": "note",
    "Mã đơn": "contract",
}
BEGIN = datetime(2024, 1, 2, 8)  # noqa: DTZ001 - files hold local time
WORDS = "Tôi gọi ba lần, không ai nghe máy, xin trả lời sớm. "


def line(number: int) -> list[str]:
    at = BEGIN + timedelta(minutes=7 * number)
    return [
        f"{at:%d/%m/%Y %H:%M}",
        f"{at + timedelta(days=3):%d/%m/%Y %H:%M}" if number % 6 else "",
        f"{at + timedelta(hours=5 * (number % 20)):%d/%m/%Y %H:%M}",
        f"Nguyễn Văn {number % 997}",
        f"09{number % 10**8:08}",
        f"khach{number % 997}@example.com",
        ("Điện thoại", "email", "truc tiep", "Bưu điện")[number % 4],
        WORDS * (1 + number % 3),
        "Đã xử lý" if number % 2 else "",
        f"HD-{number:06}",
    ]


def make(home: Path, size: int) -> None:
    run("init", home, "--company", "Ánh Dương", "--email", "a@example.com")
    with (home.parent / "old.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(HEADINGS), *map(line, range(size))])


def run(command: str, home: Path, *words: str) -> None:
    sys.path.insert(0, str(ROOT))  # the front door is no package
    from langnghe import main  # noqa: PLC0415 - the peer must not pay for it

    done = CliRunner().invoke(main, [command, "--folder", f"{home}", *words])
    assert done.exit_code == 0, done.output


def bring(home: Path, *words: str) -> None:
    maps = (f"--map={name}=f01.{key}" for name, key in HEADINGS.items())
    run("import", home, f"{home.parent / 'old.csv'}", *maps, *words)


def show(home: Path) -> None:
    bring(home)


def write(home: Path) -> None:
    bring(home, "--apply")


def rows(home: Path) -> list[list[str]]:
    with (home.parent / "old.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def peer(home: Path) -> None:
    import openpyxl  # noqa: PLC0415 - ours must not pay for it

    book = home / "so-cskh.xlsx"
    workbook = openpyxl.load_workbook(book)
    for cells in rows(home)[1:]:
        workbook["Sổ phản hồi"].append(cells)
    workbook.save(book)


def floor(home: Path) -> None:
    rows(home)


WORKERS = {"show": show, "write": write, "openpyxl": peer, "read": floor}


def peak() -> float:
    """The most memory this process has held, in megabytes."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(it.split()[1]) for it in lines if it.startswith("VmHWM")) / 1024


@contextmanager
def made(size: int) -> Iterator[Path]:
    """A desk beside an old register of so many rows."""
    with TemporaryDirectory() as folder:
        home = Path(folder) / "old" / "desk"
        home.parent.mkdir()
        make(home, size)
        yield home


def measured(home: Path, worker: str) -> tuple[float, float]:
    """Seconds and megabytes, the medians of several processes."""
    runs = []
    for _ in range(TURNS):
        with TemporaryDirectory(dir=home.parent.parent) as copy_of:
            copytree(home.parent, copy_of, dirs_exist_ok=True)
            words = [sys.executable, __file__, worker, str(Path(copy_of) / home.name)]
            said = subprocess.run(words, check=True, capture_output=True, text=True)
            runs.append(tuple(map(float, said.stdout.split())))
    return median(it[0] for it in runs), median(it[1] for it in runs)


def report(home: Path, size: int, alone: tuple[float, float]) -> None:
    shown, _ = measured(home, "show")
    seconds, memory = measured(home, "write")
    other, others = measured(home, "openpyxl")
    least, _ = measured(home, "read")
    print(
        f"{size} rows: shown in {shown:.2f} s, written in {seconds:.2f} s with "
        f"{memory:.0f} MB, {alone[0]:.0f} of them for one row; openpyxl {other:.2f} s, "
        f"{others:.0f} MB, {alone[1]:.0f} of them for one row: "
        f"{seconds / other:.1f} times as long (goal at most {LONGER}), "
        f"{(memory - alone[0]) / (others - alone[1]):.1f} times the memory for the rows "
        f"(goal at most {HEAVIER} of many); "
        f"{1000 * seconds / size:.2f} ms a row, reading alone {least:.2f} s"
    )


def main() -> None:
    if len(sys.argv) > 1:
        worker, home = sys.argv[1:]
        before, start = peak(), perf_counter()
        WORKERS[worker](Path(home))
        print(perf_counter() - start, peak() - before)
        return
    with made(1) as home:
        alone = measured(home, "write")[1], measured(home, "openpyxl")[1]
    for size in SIZES:
        with made(size) as home:
            report(home, size, alone)


if __name__ == "__main__":
    main()
