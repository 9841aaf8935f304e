"""The parts of a workbook file: read one by one, and copied as they are."""

from __future__ import annotations

import posixpath
import struct
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, TypeAlias
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Part: TypeAlias = "Iterable[bytes] | Callable[[], bytes | None]"
"""A part's new bytes in pieces; or what is asked for them once all parts before it are
written, and may say None: then the part stays as it is."""

PIECE = 1 << 16
"""How many bytes are held at once; more takes memory and saves no time."""
_LOCAL = struct.Struct("<26xHH")
"""A zip entry's local header, of which only the lengths at its end matter."""
_HAS_DESCRIPTOR = 0x08
_FAST = 1
"""Deflate's level: four fifths of a commit are spent in it."""


@dataclass
class Plan:
    """What becomes of a file's parts; those that are not named stay as they are.

    Attributes:
        changed: The parts that become others or are new. They are written after the
            rest, in this order, and may be made meanwhile.
        dropped: The names of those that go.
    """

    changed: dict[str, Part] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)


class Parts:
    """An open workbook file.

    Raises:
        BadZipFile: It is no workbook, or has a password.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._zip = ZipFile(file)
        self._names = {name.lower(): name for name in self._zip.namelist()}

    @property
    def names(self) -> list[str]:
        """The names of the parts in their order."""
        return self._zip.namelist()

    def find(self, name: str) -> str:
        """The part's name as the file spells it; empty if there is none.

        Names of parts are the same in small and capital letters.
        """
        return self._names.get(posixpath.normpath(name).lstrip("/").lower(), "")

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        return b"".join(self.stream(name))

    def stream(self, name: str) -> Iterator[bytes]:
        """A part's bytes in pieces."""
        if name not in self._zip.NameToInfo:
            raise BadZipFile(name)
        with self._zip.open(name) as part:
            while piece := part.read(PIECE):
                yield piece

    def write(self, target: IO[bytes], plan: Plan) -> None:
        """Write the file anew; what stays is copied as it is compressed."""
        with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=_FAST) as fresh:
            for info in self._zip.infolist():
                if info.filename not in {*plan.changed, *plan.dropped}:
                    self._copy(info, fresh)
            for name, part in plan.changed.items():
                pieces = _pieces(part)
                if pieces is None:
                    self._copy(self._zip.getinfo(name), fresh)
                    continue
                with fresh.open(name, "w") as entry:
                    entry.writelines(pieces)

    def _copy(self, info: ZipInfo, fresh: ZipFile) -> None:
        """Copy an entry without inflating it, which zipfile has no word for."""
        target = fresh.fp
        if target is None:
            raise BadZipFile(info.filename)
        self._file.seek(info.header_offset)
        name, extra = _LOCAL.unpack(self._file.read(_LOCAL.size))
        self._file.seek(name + extra, 1)
        copy = _without_extras(info)
        target.seek(fresh.start_dir)
        copy.header_offset = target.tell()
        target.write(copy.FileHeader(zip64=False))
        _pour(self._file, target, info.compress_size)
        fresh.filelist.append(copy)
        fresh.NameToInfo[copy.filename] = copy
        fresh.start_dir = target.tell()


def _pieces(part: Part) -> Iterable[bytes] | None:
    if not callable(part):
        return part
    words = part()
    return None if words is None else (words,)


def _without_extras(info: ZipInfo) -> ZipInfo:
    """The entry with its sizes in front, so that nothing needs to follow its bytes."""
    copy = ZipInfo(info.filename, info.date_time)
    for name in ("compress_type", "create_system", "external_attr", "CRC"):
        setattr(copy, name, getattr(info, name))
    copy.compress_size, copy.file_size = info.compress_size, info.file_size
    copy.flag_bits = info.flag_bits & ~_HAS_DESCRIPTOR
    return copy


def _pour(source: IO[bytes], target: IO[bytes], size: int) -> None:
    while size:
        piece = source.read(min(PIECE, size))
        if not piece:
            raise BadZipFile
        target.write(piece)
        size -= len(piece)
