from pathlib import Path

import pytest

from tests.sheets_emulator import batch, control, drive, faults, people, sheets

PAGE = (Path(__file__).parents[1] / "sheets_emulator" / "README.md").read_text("utf-8")
NAMES = [
    *batch.KINDS,
    *sheets.READS,
    *sheets.WRITES,
    *drive.METHODS,
    *faults.KINDS,
    *people.ACTIONS,
    *(" ".join(door) for door in control.DOORS),
]


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_names_everything_that_is_known(name: str) -> None:
    assert f"`{name}`" in PAGE
