"""Every store takes the same tests: a new one is added to the list here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.google.hand import google
from tests.stores.trial import Trial, memory, workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=[memory, workbook, google], ids=lambda make: make.__name__)
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Trial]:
    """A store with a dressed book, and a person who works in it."""
    if request.param is google:
        with google(tmp_path) as made:
            yield made
    else:
        yield request.param(tmp_path)
