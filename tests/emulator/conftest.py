"""What the emulator's tests share: an emulator, and one spreadsheet in it."""

from __future__ import annotations

import pytest

from tests.sheets_emulator.direct import Direct
from tests.sheets_emulator.emulator import ROBOT, Emulator

MOMENT = 1_772_550_000.0
"""Tuesday 3 March 2026, 15:00 UTC."""


@pytest.fixture
def emulator() -> Emulator:
    """An emulator in memory that asks for no token and waits for nothing."""
    return Emulator(now=lambda: MOMENT, sleep=lambda _: None, anonymous=ROBOT)


@pytest.fixture
def sheet(emulator: Emulator) -> Direct:
    """A spreadsheet in English that a person made and shared with everybody."""
    return Direct(emulator, emulator.make("Register").book_id)


@pytest.fixture
def sheet_vi(emulator: Emulator) -> Direct:
    """The same in Vietnamese."""
    return Direct(emulator, emulator.make("Sổ", locale="vi_VN").book_id)
