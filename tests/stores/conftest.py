"""Every store takes the same tests: a new one is added to the list here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stores.trial import Trial, memory, workbook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=[memory, workbook], ids=lambda make: make.__name__)
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Trial:
    """A store with a dressed book, and a person who works in it."""
    made: Trial = request.param(tmp_path)
    return made
