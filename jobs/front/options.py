"""Options: the words that commands of the front door have in common, or many of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_Command = TypeVar("_Command", bound="Callable[..., None]")

folder = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    envvar="LANGNGHE_FOLDER",
    help="Thư mục của bàn tiếp nhận (mặc định: LANGNGHE_FOLDER, hoặc thư mục này).",
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="In một đối tượng JSON thay cho lời."
)


def _all(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Several options as one, in the order in which help shows them."""

    def on(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return on


founding = _all(
    click.option("--pack", help="Quy trình: hop-nhat (mặc định), misa, newca, qt912."),
    click.option("--company", help="Tên công ty."),
    click.option("--email", help="Email của người phụ trách đầu tiên."),
    click.option(
        "--store", type=click.Choice(["workbook", "google"]), help="Nơi giữ sổ."
    ),
    click.option(
        "--take-over",
        is_flag=True,
        help="Nhận các sổ đang thuộc một bàn khác, khi bàn kia không còn dùng.",
    ),
)
showing = _all(
    click.option(
        "--folder",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("demo"),
        help="Thư mục cho bàn mẫu (mặc định: demo).",
    ),
    click.option("--port", default=8080, help="Cổng của trang web."),
    click.option("--no-serve", is_flag=True, help="Chỉ lập bàn mẫu, không mở trang."),
)
running = _all(
    click.argument("job", metavar="VIỆC"),
    click.option(
        "--now", "moment", help="Chạy như ở thời điểm này, ví dụ 2026-03-06T10:00."
    ),
    click.option("--summary", type=int, help="Năm của bản tổng kết khảo sát."),
)
ONE_OR_ALL = "Xin ghi số của dòng, hoặc --all cùng tên tab"
restoring = _all(
    click.argument("codes", metavar="SỐ…", nargs=-1),
    click.option("--all", "tab", metavar="TAB", help="Mọi dòng đã xoá của một tab."),
)
importing = _all(
    click.argument("file", metavar="TỆP", type=click.Path(path_type=Path)),
    click.option(
        "--map",
        "maps",
        multiple=True,
        metavar="TIÊU_ĐỀ=tab.khoá",
        help="Cột của tệp vào cột nào của sổ; nhiều lần được.",
    ),
    click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="tab.khoá=GIÁ_TRỊ",
        help="Giá trị chung cho mọi dòng mà tệp để trống.",
    ),
    click.option(
        "--key",
        default="",
        metavar="TIÊU_ĐỀ",
        help="Cột để nhận ra một dòng (mặc định: cả dòng).",
    ),
    click.option("--sheet", default="", help="Trang tính của tệp, nếu có nhiều."),
    click.option(
        "--apply", "is_applied", is_flag=True, help="Ghi vào sổ, sau khi đã xem thử."
    ),
)
