"""Desk folders that earlier versions of the program left: see tests/fixtures."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

FIXTURES = Path(__file__).parent / "fixtures"
VERSIONS = sorted(it.name for it in FIXTURES.iterdir() if (it / "desk.zip").exists())


def unpack(version: str, folder: Path) -> Path:
    """The desk's folder as that version left it, in a folder of its own."""
    with ZipFile(FIXTURES / version / "desk.zip") as desk:
        desk.extractall(folder)
    return folder
