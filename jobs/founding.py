"""Founding: makes the folder of a new desk, its books, and its first person."""

from __future__ import annotations

import secrets
import tomllib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from jobs import backup, review
from jobs.refusals import Refused
from jobs.register.rebuilding import REBUILT
from sheets_schema.books.shelf import BOOKS, DESK
from sheets_schema.reading.contacts import read_email
from sheets_schema.reading.typed import Unreadable
from sync import private
from sync.bootstrap import NoSuchQueue, furnish, open_desk, take_over
from sync.configuration import settings
from sync.configuration.template import template
from sync.durable.chain import What

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from sync.configuration.settings import Settings
    from sync.desk import Desk

SECRET_BYTES = 32
PACK = "hop-nhat"
"""The procedure of a desk of which nobody said another."""
_NAMELESS = 'Xin cho biết tên công ty: --company "Tên công ty".'


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody asks of a new desk; empty for what nobody asked.

    Attributes:
        company: The company's name.
        email: The address of the first person.
        pack: The written procedure that it follows.
        store: What holds the register.
        take_over: Whether books that carry another desk's id are to carry this one's.
    """

    company: str
    email: str
    pack: str = ""
    store: str = ""
    take_over: bool = False


@dataclass(frozen=True, slots=True)
class Founded:
    """What was made; the fields of ``init --json``.

    Attributes:
        folder: The desk's folder.
        new_settings: Whether ``langnghe.toml`` was written now.
        new_rows: How many rows the books were given to begin with.
        rebuilt: Whether a new database took up what the books knew.
        unheeded: Wishes that a desk that is there already does not follow, and why.
        store: What holds the register.
    """

    folder: str
    new_settings: bool
    new_rows: int
    rebuilt: bool
    unheeded: tuple[str, ...] = ()
    store: str = "workbook"

    @property
    def figures(self) -> Mapping[str, object]:
        """For scripts."""
        return asdict(self)

    @property
    def words(self) -> str:
        """For people: what there is, and what to do next."""
        made = "Đã lập bàn" if self.new_rows else "Bàn đã có sẵn"
        told = (*self.unheeded, *([REBUILT] if self.rebuilt else []))
        book = DESK.file if self.store == "workbook" else f"{DESK.title} trên Google"
        return (
            "\n".join((f"{made} trong {self.folder}.", *told, ""))
            + f"Tiếp theo: mở {book}, xem tab Hướng dẫn và ghi thêm người vào tab "
            "Nhân sự; rồi chạy “langnghe serve”."
        )


def is_new(folder: Path) -> bool:
    """Whether a folder holds no settings yet, so that somebody has to be asked.

    An empty file is what an older version left that was killed over it.
    """
    file = folder / settings.FILE
    return not (file.exists() and file.stat().st_size)


def found(
    folder: Path, wishes: Wishes, environ: Mapping[str, str], *, now: datetime
) -> Founded:
    """Make what is missing of a desk; what exists is left as it is.

    Raises:
        Refused: The address is none, or a new desk has no company; nothing is made. Or
            the settings name no spreadsheets yet.
        BadSettings: The settings, wished or there, cannot be used; nothing is made.
        StoreError: A book cannot be made.
    """
    if wishes.email:
        _check(wishes.email)
    new_settings = is_new(folder)
    said = (
        _begin(folder, wishes, environ)
        if new_settings
        else settings.load(folder, environ)
    )
    _ask_for_ids(folder, said)
    at = now.astimezone(said.zone)
    desk = open_desk(folder, said, now=at)
    backup.before_first_write(desk, folder, now=at)
    if wishes.take_over:
        take_over(desk)
    rows = furnish(desk, email=wishes.email or said.company.email, now=at)
    rebuilt = _looked(desk, now=at)
    desk.queue.close()
    unheeded = () if new_settings else tuple(_unheeded(wishes, said))
    kind = said.store.kind
    return Founded(str(folder), new_settings, rows, rebuilt, unheeded, kind)


def _ask_for_ids(folder: Path, said: Settings) -> None:
    """Say what comes first where a desk is to be on Google: people make the books."""
    ids = [getattr(said.store.google, book.key) for book in BOOKS]
    if said.store.kind == "google" and not all(ids):
        raise Refused(_NO_IDS.format(file=folder / settings.FILE))


_NO_IDS = (
    "Đã có {file}; xin ghi mã của bốn bảng tính đã chia sẻ vào mục [store.google] của "
    "tệp ấy, đặt tệp khoá vào cùng thư mục, rồi chạy lại lệnh này."
)


_UNHEEDED = {
    "company": "Tên công ty của bàn vẫn là {is_so}; muốn đổi, xin sửa [company] name "
    "trong langnghe.toml.",
    "pack": "Bàn vẫn theo quy trình {is_so} như khi lập; hạn và thẩm quyền nay nằm ở "
    "tab Quy định và tab Thẩm quyền, xin sửa ở đó.",
    "store": "Sổ của bàn vẫn nằm ở {is_so}; muốn đổi, xin sửa [store] kind trong "
    "langnghe.toml.",
}


def _unheeded(wishes: Wishes, said: Settings) -> Iterator[str]:
    """What was wished of a desk that is there already and is otherwise."""
    for key, is_so in (
        ("company", said.company.name),
        ("pack", said.procedure.pack),
        ("store", said.store.kind),
    ):
        if getattr(wishes, key) not in {"", is_so}:
            yield _UNHEEDED[key].format(is_so=is_so)


def _looked(desk: Desk, *, now: datetime) -> bool:
    """Look at the books, and write down what that brought; whether much was new."""
    before = desk.journal.log.beginning
    review.run(desk, now=now)
    review.run(desk, now=now)  # the first lines of the log of changes
    after = desk.journal.log.beginning
    return after is not None and before is None and after.note.what == What.REBUILT


def _begin(folder: Path, wishes: Wishes, environ: Mapping[str, str]) -> Settings:
    """Write the settings of a new desk, once all that is wished can be."""
    text = _text(wishes)
    said = settings.judge(tomllib.loads(text), environ)
    if not said.company.name.strip():
        raise Refused(_NAMELESS)
    if said.queue.url.get_secret_value():
        raise NoSuchQueue
    folder.mkdir(parents=True, exist_ok=True)
    private.write(folder / settings.FILE, text.encode())
    return said


def _check(email: str) -> None:
    try:
        read_email(email)
    except Unreadable as unreadable:
        raise Refused(str(unreadable)) from None


def _text(wishes: Wishes) -> str:
    return template(
        secret=secrets.token_urlsafe(SECRET_BYTES),
        company=wishes.company,
        email=wishes.email,
        pack=wishes.pack or PACK,
        store=wishes.store or "workbook",
    )
