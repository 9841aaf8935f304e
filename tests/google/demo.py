"""Demo on Google: a newcomer without an account watches the desk at work there.

The emulator stands in for Google, in this process; the desk is the real one, on the
folder that ``langnghe demo`` makes, with the commands that people type. The environment
is not asked, so that no made-up letter ever leaves.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from jobs.mailing.folder import LETTERS
from jobs.refusals import REFUSALS
from jobs.sample import demo, demo_folder
from sheets_schema.books.shelf import BOOKS
from sheets_schema.writing import wording
from sync.bootstrap import open_desk
from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.server import serving

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.sample.demo import Demo
    from sync.configuration.settings import Settings
    from sync.desk import Desk

ROOT = Path(__file__).parents[2]
KEY_FILE = "credentials.json"
WORDS = """
{company} là công ty tưởng tượng. Sổ của họ nằm trên một Google Trang tính mô phỏng,
ngay trong máy này: không cần tài khoản nào. Câu chuyện dừng ở
{moment}; từ đó bàn chạy theo giờ thật.

Xem:
  {grid}
      sổ, như mở trong trình duyệt; trang tự cập nhật. Việc quá hạn có màu.
  {letters}
      {count} thư: báo đã nhận, nhắc việc, báo quá hạn, việc hôm nay
  {page}
      trang cho khách

Thử:
  1. Gửi một phản hồi ở trang cho khách. Vài giây sau, dòng cuối của tab Sổ phản hồi đã
     có số và mã tra cứu.
  2. Ở trang sổ, bấm vào ô Người phụ trách của một dòng quá hạn, gõ Trần Thu Hà, bấm
     Gõ. Trong một phút hệ thống ghi lúc tiếp nhận và hạn kế tiếp.
  3. Gõ một phản hồi mới vào dòng trống đầu tiên, ngày gõ quen tay: 27.3 hay 3/4/26.

Dừng bằng Ctrl+C.
"""


def made(emulator: Emulator, folder: Path, *, port: int) -> Demo:
    """The demo's folder and its books, in spreadsheets that a person shared."""
    ids = {book.key: emulator.make(book.title, locale="vi_VN") for book in BOOKS}
    lines = {f'{key} = ""': f'{key} = "{it.book_id}"' for key, it in ids.items()}
    lines['kind = "workbook"'] = 'kind = "google"'
    lines["[store.google]"] = f'[store.google]\nendpoint = "{emulator.url}"'

    def opened(folder: Path, settings: Settings, **how: Any) -> Desk:
        key = json.dumps(emulator.account())
        (folder / KEY_FILE).write_text(key, encoding="utf-8")
        return open_desk(folder, settings, **how)

    return demo.make(
        folder,
        now=datetime.now(UTC),  # noqa: TID251 - a program, as langnghe.py is
        port=port,
        watch=lambda of: click.progressbar(of, label="Dựng bàn mẫu", file=sys.stderr),
        opened=opened,
        otherwise=lines,
    )


def told(shown: Demo, *, grid: str) -> str:
    """For people: where to look, and what to try."""
    return WORDS.format(
        company=shown.settings.company.name,
        moment=wording.moment(shown.ends),
        grid=f"{grid}/",
        letters=shown.folder / LETTERS,
        count=shown.letters,
        page=f"{shown.settings.web.url}/",
    )


def langnghe(
    folder: Path, *words: str, out: int | None = None
) -> subprocess.Popen[bytes]:
    """A command of the desk, begun."""
    command = [sys.executable, "-m", "langnghe", *words, "--folder", f"{folder}"]
    return subprocess.Popen(command, env=_environ(), cwd=ROOT, stdout=out)


def _environ() -> Mapping[str, str]:
    """Without anything that means a desk: whose mail server that is, who knows."""
    ours = os.environ.items()  # noqa: TID251 - a program needs one
    return {name: it for name, it in ours if not name.startswith("LANGNGHE_")}


def show(emulator: Emulator, folder: Path, *, port: int, grid: int) -> None:
    """Make the demo, say where it is, and let the desk work until interrupted."""
    with serving(emulator, port=demo_folder.free(grid)):
        shown = made(emulator, folder, port=port)
        langnghe(folder, "run", "all", out=subprocess.DEVNULL).wait()
        click.echo(told(shown, grid=emulator.url))
        pages = langnghe(folder, "serve")
        try:
            pages.wait()
        finally:
            pages.terminate()
            pages.wait()


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default="demo-google")
@click.option("--port", default=8080, help="Cổng của trang cho khách.")
@click.option("--grid", default=8099, help="Cổng của trang sổ.")
def main(folder: Path, port: int, grid: int) -> None:
    """Bàn mẫu trên một Google Trang tính mô phỏng."""
    for number in (signal.SIGINT, signal.SIGTERM):  # also where a shell ignores one
        signal.signal(number, _interrupt)
    try:
        show(Emulator(), folder.absolute(), port=port, grid=grid)
    except REFUSALS as refused:
        sys.exit(str(refused))
    except KeyboardInterrupt:
        click.echo("Đã dừng.")


if __name__ == "__main__":
    main()
