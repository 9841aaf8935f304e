"""The folder of a demo: known by its mark, made anew, with settings of its own."""

from __future__ import annotations

import json
import secrets
import socket
from typing import TYPE_CHECKING

from jobs.mailing.folder import LETTERS
from jobs.refusals import Refused
from jobs.sample import demo_script
from sheets_schema.books.shelf import BOOKS
from sync import private
from sync.bootstrap import DATABASE
from sync.configuration import settings
from sync.configuration.template import template
from sync.locking import holder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sync.configuration.settings import Settings

MARK = ".langnghe-demo"
"""The file by which a folder is known to be a demo's, so that it may be deleted."""
HERE = "127.0.0.1"
SECRET_BYTES = 32
_AS_WRITTEN: Mapping[str, str] = {}


def clear(folder: Path) -> None:
    """Delete what an earlier demo made; what people put beside it stays.

    Raises:
        Refused: It is somebody else's, or a book in it is open.
        OSError: It cannot be deleted.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MARK).exists():
        raise Refused(_FOREIGN.format(folder=folder))
    for book in BOOKS:
        if who := holder(folder / book.file):
            raise Refused(_OPEN.format(file=book.file, who=who, folder=folder))
    for pattern in _MADE:
        for file in folder.glob(pattern):
            file.unlink()


_MADE = (
    settings.FILE,
    *(book.file for book in BOOKS),
    DATABASE,
    f"{DATABASE}-*",  # what SQLite keeps beside it
    f"{LETTERS}/*.eml",
)
_FOREIGN = (
    "Thư mục {folder} đã có và không phải bàn mẫu, nên được giữ nguyên; xin chọn thư "
    "mục khác: langnghe demo --folder TÊN."
)
_OPEN = (
    "Sổ {file} đang được mở bởi {who}; xin đóng sổ rồi chạy lại. Nếu không ai mở, xin "
    "xoá thư mục {folder}."
)


def lay_out(
    folder: Path, *, port: int, otherwise: Mapping[str, str] = _AS_WRITTEN
) -> Settings:
    """Make the folder with its mark and settings; the environment is not asked.

    Args:
        folder: Made if it is not there.
        port: Where the pages will be, or another where that is taken.
        otherwise: Lines of the settings as a new desk has them, and what they say here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Bàn mẫu: chạy lại thì được làm mới.\n", "utf-8")
    said = demo_script.story()["company"]
    words = template(
        secret=secrets.token_urlsafe(SECRET_BYTES),
        company=said["name"],
        email=said["email"],
    )
    ours = {
        'hotline = ""': f"hotline = {json.dumps(said['hotline'])}",
        'address = ""': f"address = {json.dumps(said['address'], ensure_ascii=False)}",
        "port = 8080": f"port = {free(port)}",
        **otherwise,
    }
    for line, other in ours.items():
        words = words.replace(line, other)
    private.write(folder / settings.FILE, words.encode())
    return settings.load(folder, {})


def free(port: int) -> int:
    """The port, or another where a program answers on it already."""
    with socket.socket() as door:
        if door.connect_ex((HERE, port)):
            return port
    with socket.socket() as door:
        door.bind((HERE, 0))
        return int(door.getsockname()[1])
