"""Entries: the journal's chain as the database holds it; only ever added to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.durable import raw_json
from sync.durable.chain import Cell, End, Note, SealedNote, cell, sealed
from sync.durable.database import Unstorable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sheets_schema.cells import Raw

_END = "SELECT seq, seal FROM chain"
_MOVE_END = "UPDATE chain SET seq = ?, seal = ?"
_ADD = """
    INSERT INTO entry (seq, at, what, tab, code, field, via, who, why, cells, seal)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ALL = "SELECT * FROM entry ORDER BY seq"
_SINCE = "SELECT * FROM entry WHERE at >= ? ORDER BY seq"
_OF_ROW = "SELECT * FROM entry WHERE code = ? AND tab = ? ORDER BY seq"
_BEGINNING = """
    SELECT * FROM entry WHERE what IN ('start', 'rebuilt') ORDER BY seq DESC LIMIT 1
"""
_ENDLESS = "ai đó đã xoá chỗ kết thúc của nhật ký trong langnghe.db"
_REWRITE = "UPDATE entry SET cells = ? WHERE seq = ?"


def end(connection: sqlite3.Connection) -> End:
    """Where the chain ends.

    Raises:
        Unstorable: Somebody took that out of the database.
    """
    found = connection.execute(_END).fetchone()
    if found is None:
        raise Unstorable(_ENDLESS)
    return End(*found)


def beginning(connection: sqlite3.Connection) -> SealedNote | None:
    """How the chain began, or last began anew; None as long as it has not."""
    row = connection.execute(_BEGINNING).fetchone()
    return _entry(row) if row else None


def add(connection: sqlite3.Connection, notes: Iterable[Note], at: str) -> None:
    """Put notes behind the last entry, inside the caller's transaction.

    Args:
        connection: With a transaction under way that may write.
        notes: In their order.
        at: The moment, as the database writes it.
    """
    before = end(connection)
    made = list(sealed(notes, before, at))
    if made:
        connection.executemany(_ADD, map(_columns, made))
        connection.execute(_MOVE_END, (made[-1].seq, made[-1].seal))


def count_from(connection: sqlite3.Connection, seq: int) -> None:
    """Let the next entry follow a place, where the chain has not come so far."""
    last = end(connection)
    if last.seq < seq:
        connection.execute(_MOVE_END, (seq, last.seal))


def all_(connection: sqlite3.Connection) -> Iterator[SealedNote]:
    """The whole chain in its order, one by one."""
    return map(_entry, connection.execute(_ALL))


def since(
    connection: sqlite3.Connection, at: str, but: Collection[int]
) -> list[SealedNote]:
    """The entries from a moment on, but for those in certain places."""
    found = connection.execute(_SINCE, (at,))
    return [_entry(row) for row in found if row["seq"] not in but]


def of_row(connection: sqlite3.Connection, tab: str, code: str) -> list[SealedNote]:
    """All that was ever noted of a row."""
    return [_entry(row) for row in connection.execute(_OF_ROW, (code, tab))]


def empty(connection: sqlite3.Connection, tab: str, code: str, column: str) -> int:
    """Take the values of a cell out of all entries; out of how many."""
    held = [
        entry
        for entry in of_row(connection, tab, code)
        if column in entry.note.cells and not entry.note.cells[column].is_erased
    ]
    for entry in held:
        cells = {**entry.note.cells, column: entry.note.cells[column].erased}
        connection.execute(_REWRITE, (_packed(cells), entry.seq))
    return len(held)


def _columns(entry: SealedNote) -> tuple[object, ...]:
    it = entry.note
    about = (it.what, it.tab, it.code, it.column, it.via, it.who, it.why)
    return (entry.seq, entry.at, *about, _packed(it.cells), entry.seal)


def _entry(row: sqlite3.Row) -> SealedNote:
    note = Note(
        what=row["what"],
        tab=row["tab"],
        code=row["code"],
        column=row["field"],
        cells=_unpacked(row["cells"]),
        via=row["via"],
        who=row["who"],
        why=row["why"],
    )
    return SealedNote(row["seq"], row["at"], note, row["seal"])


def _packed(cells: Mapping[str, Cell]) -> str:
    """Each cell as salt, old and new; one that is erased as its digest alone."""
    return raw_json.dumps(
        {
            key: [it.salt, it.old, it.new] if it.salt else [it.left]
            for key, it in cells.items()
        }
    )


def _unpacked(stored: str) -> dict[str, Cell]:
    """The cells of an entry; what was spoilt by hand is none that was ever sealed."""
    try:
        return {key: _cell(*it) for key, it in raw_json.loads(stored).items()}
    except (AttributeError, TypeError, ValueError):
        return {"": Cell(None, None, "", stored)}


def _cell(first: str, *values: Raw) -> Cell:
    if not values:
        return Cell(None, None, "", f"{first}")
    old, new = values
    return cell(old, new, first)
