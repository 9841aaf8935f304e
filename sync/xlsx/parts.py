"""The parts of a workbook file: read one by one, and copied as they are."""

from __future__ import annotations

import posixpath
import struct
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, TypeAlias
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

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
_ENCRYPTED = 0x01
_OPC = (ZIP_STORED, ZIP_DEFLATED)
"""How parts of a package may be compressed (ECMA-376 part 2, annex C)."""
_ENTRY = b"PK\x01\x02"
_MOST_PARTS = 20_000
_LEAST, _RATIO = 1 << 27, 64
"""A part may inflate to so many bytes, and to so many times what it takes in the file:
an honest sheet of a hundred thousand rows to 300 MB, 15 times what it takes."""
_SMALL = 1 << 25
"""A part that is held whole may have so many bytes; only sheets and texts need more."""


class Oversized(BadZipFile):
    """What the file holds is more than a book can need; nothing of it was believed."""


@dataclass
class PartChanges:
    """What becomes of a file's parts; those that are not named stay as they are.

    Attributes:
        changed: The parts that become others or are new. They are written after the
            rest, in this order, and may be made meanwhile.
        dropped: The names of those that go.
    """

    changed: dict[str, Part] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)


class Parts:
    """An open workbook file; what it says of its own size is not believed.

    Raises:
        BadZipFile: It is no workbook, or has a password.
        Oversized: It has more parts, or a part more bytes, than a book can need.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        if _count(file, _ENTRY) > _MOST_PARTS:
            raise Oversized
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
        """A small part's bytes."""
        return b"".join(self._stream(name, _SMALL))

    def stream(self, name: str) -> Iterator[bytes]:
        """A part's bytes in pieces."""
        found = self._zip.NameToInfo.get(name)
        size = found.compress_size if found else 0
        return self._stream(name, max(_LEAST, _RATIO * size))

    def _stream(self, name: str, most: int) -> Iterator[bytes]:
        info = self._zip.NameToInfo.get(name)
        if (
            info is None
            or info.flag_bits & _ENCRYPTED
            or info.compress_type not in _OPC
        ):
            raise BadZipFile(name)
        with self._zip.open(info) as part:
            while piece := part.read(PIECE):
                most -= len(piece)
                if most < 0:
                    raise Oversized(name)
                yield piece

    def write(self, target: IO[bytes], plan: PartChanges) -> None:
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


def _count(file: IO[bytes], mark: bytes) -> int:
    """How often a mark stands in a file."""
    file.seek(0)
    count, end = 0, b""
    while piece := file.read(1 << 20):
        count += (end + piece).count(mark)
        end = piece[1 - len(mark) :]
    return count


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
