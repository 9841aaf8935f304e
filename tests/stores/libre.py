"""LibreOffice without a window, as a person's program that opens and saves."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

SOFFICE = shutil.which("soffice")
needed = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is missing")
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
"""Commas, quotes, UTF-8, cells as they are shown, a file for each tab."""


def converted(file: Path, into: str, folder: Path) -> None:
    """Open a file and save it in another form."""
    all_converted([file], into, folder)


def all_converted(files: Sequence[Path], into: str, folder: Path) -> None:
    """Open files, one after the other, and save each in another form."""
    with TemporaryDirectory() as profile:
        words = [
            SOFFICE or "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            *("--headless", "--norestore", "--convert-to", into),
            *("--outdir", str(folder), *map(str, files)),
        ]
        subprocess.run(words, check=True, capture_output=True, timeout=300)


def saved(file: Path) -> None:
    """Open a workbook and save it in place."""
    with TemporaryDirectory() as folder:
        converted(file, "xlsx", Path(folder))
        shutil.copyfile(Path(folder) / file.name, file)


def shown(file: Path, tab: str) -> list[list[str]]:
    """What a tab shows."""
    with TemporaryDirectory() as folder:
        converted(file, _CSV, Path(folder))
        text = (Path(folder) / f"{file.stem}-{tab}.csv").read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines(keepends=True)))
